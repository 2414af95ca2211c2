import assert from 'node:assert/strict';
import { addConnectionUnchecked, useEmulator } from '../fixture.ts';
import { useHostBehindProxy } from '../hostBehindProxy.ts';
import { useVsCode } from '../support.ts';

describe('a host behind a proxy', () => {
  const emulator = useEmulator();
  const host = useHostBehindProxy(emulator);
  const vscode = useVsCode({ settings: host.settings });

  it('whose certificate is not trusted is named with its authority, and is sent nothing', async () => {
    const { workbench } = vscode;
    await addConnectionUnchecked(workbench, { ...emulator.current, url: host.url }, 'Agency');
    await workbench.statusBarItem('not trusted').waitFor();
    await workbench.sideBar.getByText("The server's certificate is not trusted").waitFor();
    await workbench.sideBar.getByRole('button', { name: 'Try Again and Show Why' }).click();
    const message = workbench.notification('was not trusted, and nothing was sent');
    await message.waitFor();
    assert.match(await message.text(), /“Corporate Inspection CA”.*may be inspecting traffic/);
    assert.equal(emulator.current.requests.length, 0);
  });

  it('is told apart from the proxy when that is gone', async () => {
    const { workbench } = vscode;
    await host.proxy.stop();
    await workbench.sideBar.getByRole('button', { name: 'Try Again and Show Why' }).click();
    await workbench.statusBarItem('stopped by a proxy').waitFor();
    await workbench.sideBar.getByText('A proxy did not let calls through').waitFor();
    await workbench.notification(`The proxy 127.0.0.1:${host.proxy.port} could not be reached`).waitFor();
  });
});
