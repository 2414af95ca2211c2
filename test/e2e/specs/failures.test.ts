import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { startEmulator } from '../../../src/emulator/server.ts';
import { addConnection, CUSTOMER, MEMBER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('what goes wrong', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
    await vscode.workbench.row(CUSTOMER).waitFor();
  });

  it('a malformed answer is a row that says so and retries', async () => {
    const { workbench } = vscode;
    const restore = emulator.current.intercept(({ path }) =>
      path === '/custom-user' ? { body: '{"success":true,"data":[{"_id":' } : undefined,
    );
    await workbench.row(CUSTOMER).expand();
    const failed = workbench.row('Failed: click to retry');
    await failed.waitFor();
    await failed.locator.getByText('a body that is not JSON').waitFor();
    restore();
    await failed.click();
    await workbench.row(MEMBER).waitFor();
  });

  it('a stopped server leaves the rows, and says in row and status bar that it cannot be reached', async () => {
    const { workbench } = vscode;
    const { url, partnerKey } = emulator.current;
    await emulator.current.stop();
    await workbench.viewAction('Refresh Customers');
    await workbench.statusBarItem('unreachable').waitFor();
    await workbench.row(MEMBER).waitFor();

    // A window that opens meanwhile has no rows to show: the view says what to do instead.
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByText('The server could not be reached').waitFor();

    await workbench.sideBar.getByRole('button', { name: 'Diagnose Connection' }).click();
    const said = workbench.notification('“Reaching it (TCP)” failed');
    await said.waitFor();
    await workbench.preview.getByRole('heading', { name: 'Connection Doctor: Agency' }).waitFor();
    const step = workbench.preview.getByRole('row', { name: /^Reaching it/ });
    await step.getByText(/could not be reached: nothing listens there.*Check the network/).waitFor();
    await workbench.preview.getByText('No key or token is in this report').waitFor();
    await workbench.screenshot(join(root, 'artifacts', 'e2e', 'connection-doctor.png'));
    const copied = await workbench.copiedBy(() => said.click('Copy Report'));
    assert.match(copied, /\| Reaching it \(TCP\) \| ✗\u00a0\*\*failed\*\* \|/);
    assert.ok(!copied.includes(partnerKey));

    emulator.current = await startEmulator({ port: Number(new URL(url).port), partnerKey });
    await workbench.sideBar.getByRole('button', { name: 'Try Again' }).click();
    await workbench.row(CUSTOMER).waitFor();
    await workbench.statusBarItem('unreachable').waitFor({ state: 'detached' });
  });

  it('a rejected key leads to its replacement, and everything is back', async () => {
    const { workbench } = vscode;
    emulator.current.state.partnerKeyRejected = true;
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByText('The server refused the partner key').waitFor();
    await workbench.statusBarItem('key rejected').waitFor();
    emulator.current.state.partnerKeyRejected = false;
    await workbench.sideBar.getByRole('button', { name: 'Update Key…' }).click();
    await workbench.quickInput.waitFor('and nowhere else');
    await workbench.quickInput.submit(emulator.current.partnerKey);
    await workbench.row(CUSTOMER).waitFor();
    await workbench.statusBarItem('key rejected').waitFor({ state: 'detached' });
  });
});
