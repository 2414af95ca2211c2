import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addConnection, CUSTOMER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('connections of a file', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  it('are added after a question that names their hosts, and want a key', async () => {
    const { workbench } = vscode;
    const file = join(vscode.folder, 'team.json');
    const connections = [
      { name: 'Agency', origin: 'https://api.v7.botpenguin.com.evil.example', label: 'production' },
    ];
    await writeFile(file, JSON.stringify({ format: 'partner-console-connections', version: 1, connections }));
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByRole('button', { name: 'Import Connections' }).click();
    await workbench.quickInput.waitFor('Import Connections');
    // What is typed before the dialog has read its first folder is lost: it then writes that folder's path.
    await workbench.quickInput.option(/^\.\./).waitFor();
    await workbench.quickInput.type(file);
    await workbench.quickInput.option(/team\.json/).waitFor();
    await workbench.quickInput.locator.getByRole('button', { name: 'OK' }).click();
    const question = workbench.modal('Add 1 connection from this file?');
    await question.locator.getByText('Agency: https://api.v7.botpenguin.com.evil.example').waitFor();
    await question.click('Add');
    await workbench.statusBarItem('key missing').waitFor();
    await workbench.sideBar.getByRole('button', { name: 'Enter Partner Key' }).click();
    await workbench.quickInput.waitFor(
      'It is sent to https://api.v7.botpenguin.com.evil.example and nowhere else',
    );
    await workbench.quickInput.cancel();
  });

  it('do not get in the way of one that is added by hand', async () => {
    const { workbench } = vscode;
    await addConnection(workbench, emulator.current, 'By hand');
    await workbench.row(CUSTOMER).waitFor();
  });
});
