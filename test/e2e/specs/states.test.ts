import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { addConnection, CUSTOMER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('where a connection stands', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();
  const other = useEmulator();

  const photograph = (name: string): Promise<void> =>
    vscode.workbench.screenshot(join(root, 'artifacts', 'e2e', `state-${name}.png`));

  before(async () => {
    await addConnection(vscode.workbench, other.current, 'Other Agency');
    await vscode.workbench.row(CUSTOMER).waitFor();
    await addConnection(vscode.workbench, emulator.current, 'Harbour Agency');
    await vscode.workbench.row(CUSTOMER).waitFor();
  });

  it('is marked as production in status bar and view, and in the question before it is removed', async () => {
    const { workbench } = vscode;
    await workbench.viewAction('Edit Connection…');
    await workbench.quickInput.choose(/^Label/);
    await workbench.quickInput.waitFor('Label: Harbour Agency');
    await photograph('label');
    await workbench.quickInput.choose(/^Production/);
    await workbench.statusBarItem('Production').waitFor();
    await workbench.clickStatusBarItem('Harbour Agency');
    await workbench.quickInput.waitFor('Harbour Agency · Production');
    await photograph('production-actions');
    await workbench.quickInput.choose(/^.*Remove Connection…/);
    const question = workbench.modal('Remove the connection “Harbour Agency” (production)?');
    assert.match(await question.text(), /deletes its partner key from this computer/);
    await photograph('production-remove');
    await question.click('Cancel');
  });

  it('is told in a tooltip, whose links do what helps', async () => {
    const { workbench } = vscode;
    await workbench.statusBarItem('Harbour Agency').hover();
    const hover = workbench.page.locator('.workbench-hover', { hasText: 'Connected, no saved tokens.' });
    await hover.waitFor();
    await workbench.page.screenshot({ path: join(root, 'artifacts', 'e2e', 'state-tooltip.png') });
    assert.equal(await hover.getByText('Copy Saved Token…').count(), 0);
    await hover.getByText('Search Team Members…').click();
    await workbench.quickInput.waitFor('Search Team Members');
    await workbench.quickInput.cancel();
  });

  it('counts down while the host wants fewer calls, and the view says what to do', async () => {
    const { workbench } = vscode;
    const restore = emulator.current.intercept(
      onPath('/customer/list', { status: 429, headers: { 'retry-after': '300' } }),
    );
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByText('The server asked for fewer calls').waitFor();
    const item = workbench.statusBarItem(/rate limited, \d+ s left/);
    const left = /\d+ s left/.exec((await item.textContent()) ?? '')?.[0] ?? assert.fail('no seconds');
    await photograph('rate-limited');
    await item.filter({ hasNotText: left }).waitFor();
    restore();
    await workbench.sideBar.getByRole('button', { name: 'Try Again' }).click();
    await workbench.row(CUSTOMER).waitFor();
    await workbench.statusBarItem('rate limited').waitFor({ state: 'detached' });
  });

  it('is forbidden in words of its own, with a way forward', async () => {
    const { workbench } = vscode;
    const restore = emulator.current.intercept(onPath('/customer/list', { status: 403 }));
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByText('does not let it read the customers').waitFor();
    await workbench.statusBarItem('forbidden').waitFor();
    await photograph('forbidden');
    restore();
    await workbench.sideBar.getByRole('button', { name: 'Try Again' }).click();
    await workbench.row(CUSTOMER).waitFor();
  });

  it('is said once when the key is rejected, in a message with two buttons', async () => {
    const { workbench } = vscode;
    emulator.current.state.partnerKeyRejected = true;
    await workbench.reload();
    await workbench.openView('Partner Console');
    const message = workbench.notification('refused the partner key');
    await message.waitFor();
    await workbench.sideBar.getByText('The server refused the partner key').waitFor();
    const first = await message.locator.elementHandle();
    await workbench.viewAction('Refresh Customers');
    // VS Code puts a message that is told again in the place of the one that still shows.
    await first.waitForElementState('hidden');
    await message.waitFor();
    assert.equal(await workbench.notifications.count(), 1);
    assert.deepEqual(await message.buttons(), ['Update Key…', 'Show Log']);
    await photograph('key-rejected');
    emulator.current.state.partnerKeyRejected = false;
    await message.click('Update Key…');
    await workbench.quickInput.waitFor('and nowhere else');
    await workbench.quickInput.submit(emulator.current.partnerKey);
    await workbench.row(CUSTOMER).waitFor();
  });

  it('is examined for another connection than the one in use, which stays in use', async () => {
    const { workbench } = vscode;
    await workbench.runCommand('Partner Console: Diagnose Connection…');
    await workbench.quickInput.option(/^Other Agency/).waitFor();
    await photograph('doctor-which');
    await workbench.quickInput.choose(/^Other Agency/);
    await workbench.notification('“Other Agency”: All is well.').waitFor();
    await workbench.preview.getByRole('heading', { name: 'Connection Doctor: Other Agency' }).waitFor();
    const skipped = workbench.preview.getByRole('cell', { name: 'skipped' }).first();
    const passed = workbench.preview.getByRole('cell', { name: 'passed' }).first();
    // On one line.
    assert.equal((await skipped.boundingBox())?.height, (await passed.boundingBox())?.height);
    await photograph('doctor-other');
    await workbench.statusBarItem('Harbour Agency').waitFor();
  });

  it('can be hidden from the status bar, by name', async () => {
    const { workbench } = vscode;
    await workbench.statusBarItem('Harbour Agency').click({ button: 'right' });
    await photograph('hide');
    await workbench.page.getByRole('menuitem', { name: /Hide 'Partner Console'/ }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });
});
