import assert from 'node:assert/strict';
import { root } from '../../../scripts/project.ts';
import { certificatesFor } from '../../support/certificates.ts';
import { startProxy, type ProxyUnderTest } from '../../support/proxy.ts';
import { startTlsFront } from '../../support/tlsFront.ts';
import { addConnectionUnchecked, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('a host behind a proxy', () => {
  const emulator = useEmulator();
  const settings: Record<string, unknown> = {};
  const ends: (() => Promise<void>)[] = [];
  let proxy: ProxyUnderTest;
  let url: string;

  before(async () => {
    proxy = await startProxy(root);
    ends.push(proxy.stop);
    settings['http.proxy'] = `http://127.0.0.1:${proxy.port}`;
    const { untrusted } = await certificatesFor('partner-api.test');
    const front = await startTlsFront(Number(new URL(emulator.current.url).port), untrusted);
    ends.push(front.stop);
    url = `https://partner-api.test:${front.port}`;
  });
  after(async () => {
    for (const end of ends.reverse()) await end();
  });
  const vscode = useVsCode({ settings });

  it('whose certificate is not trusted is named with its authority, and is sent nothing', async () => {
    const { workbench } = vscode;
    await addConnectionUnchecked(workbench, { ...emulator.current, url }, 'Agency');
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
    await proxy.stop();
    await workbench.sideBar.getByRole('button', { name: 'Try Again and Show Why' }).click();
    await workbench.statusBarItem('stopped by a proxy').waitFor();
    await workbench.sideBar.getByText('A proxy did not let calls through').waitFor();
    await workbench.notification(`The proxy 127.0.0.1:${proxy.port} could not be reached`).waitFor();
  });
});
