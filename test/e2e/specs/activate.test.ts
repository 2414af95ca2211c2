import { useVsCode } from '../support.ts';

describe('a fresh installation', () => {
  const vscode = useVsCode();

  it('offers to add a connection or to look around', async () => {
    const { workbench } = vscode;
    await workbench.openView('Partner Console');
    const { sideBar } = workbench;
    await sideBar.getByText('Connect to BotPenguin or to a white-label host').waitFor();
    await sideBar.getByRole('button', { name: 'Add Connection', exact: true }).waitFor();
    await sideBar.getByRole('button', { name: 'Try with Sample Data' }).waitFor();
  });
});
