import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { addConnection, CUSTOMER, INACTIVE_TOKEN_MEMBER, MEMBER, tokenOf, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const VIEW = 'Saved Tokens';

describe('the view of saved tokens', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();
  const other = useEmulator();

  function picture(name: string): Promise<void> {
    return vscode.workbench.screenshot(join(root, 'artifacts', 'e2e', `saved-tokens-${name}.png`));
  }

  /** Waits until the row of somebody's token says something, as a screen reader reads it. */
  function says(whose: string, what: string): Promise<void> {
    const name = `Saved token of ${whose}, ${what}`;
    return vscode.workbench.page.getByRole('treeitem', { name }).first().waitFor();
  }

  it('is collapsed, and when it is empty says what it is for', async () => {
    const { workbench } = vscode;
    await addConnection(workbench, emulator.current, 'Agency');
    await workbench.row(CUSTOMER).expand();
    assert.equal(await workbench.viewHeader(VIEW).getAttribute('aria-expanded'), 'false');
    await workbench.expandView(VIEW);
    await workbench.sideBar.getByText('No token is saved.').waitFor();
    const button = { name: 'Fetch Token into Secret Storage', exact: true };
    await workbench.sideBar.getByRole('button', button).waitFor();
    await picture('empty');
  });

  it('shows what is saved, by connection and customer', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await quickInput.choose(/^Custom user/);
    await workbench.notification('Saved the custom user token').waitFor();
    await workbench.row(INACTIVE_TOKEN_MEMBER).menuAction('Fetch Token into Secret Storage…');
    await quickInput.choose(/^Agent/);
    await workbench.modal('is not active').click('Save Anyway');
    await workbench.notification('Saved the agent token').waitFor();
    await workbench.row(CUSTOMER).menuAction('Fetch Token into Secret Storage…');
    await workbench.notification('Saved the customer token').waitFor();
    await addConnection(workbench, other.current, 'Second Agency');
    // The rows of the connection before, whose customer was expanded, are gone a moment later.
    await workbench.row(MEMBER).waitFor('detached');
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await quickInput.choose(/^Custom user/);
    await workbench.statusBarItem(/Second Agency\s+1/).waitFor();
    await says(INACTIVE_TOKEN_MEMBER, 'inactive, Agent, fetched just now');
    await says(CUSTOMER, 'active, Customer, fetched just now');
    await picture('two-connections');
  });

  it('copies, and the status bar counts down to when the clipboard is cleared', async () => {
    const { workbench } = vscode;
    const { page } = workbench;
    const copied = await workbench.copiedBy(() =>
      workbench.row(MEMBER, VIEW).inlineAction('Copy Saved Token…'),
    );
    assert.equal(copied, tokenOf(emulator.current, MEMBER));
    const countdown = workbench.statusBarItem(/^\s*\d+ s\s*$/);
    await countdown.waitFor();
    await workbench.notification(', for 30 seconds.').waitFor();
    await picture('countdown');
    await countdown.getByRole('button').click();
    await countdown.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(`navigator.clipboard.readText()`), '');
    await workbench.notification('The clipboard is empty').waitFor();
    // VS Code shows at most three messages in 0.8 seconds, and leaves out a fourth: there it begins anew.
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('verifies a token of a connection that is not in use, and shows that it was rejected', async () => {
    const { workbench } = vscode;
    const { state } = emulator.current;
    state.replaceToken(state.customers[0]?._id ?? '');
    const row = workbench.page.getByRole('treeitem', { name: `Saved token of ${CUSTOMER}` });
    await row.hover();
    await row.getByRole('button', { name: 'Verify Saved Token…' }).click();
    const told = workbench.notification(`The server rejects the customer token of ${CUSTOMER}`);
    await told.waitFor();
    await says(CUSTOMER, 'rejected, Customer');
    await picture('rejected');
    // Of two saved tokens it is this one: which is not asked.
    await told.click('Forget Saved Token…');
    await workbench.modal(`Forget the customer token of ${CUSTOMER}`).click('Cancel');
  });

  it('marks what the secret storage lost, and forgets it when told to', async () => {
    const { workbench } = vscode;
    // Where a browser keeps the secrets of all extensions.
    await workbench.page.evaluate(`localStorage.removeItem('secrets.provider')`);
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.expandView(VIEW);
    await says(CUSTOMER, 'lost, Customer');
    await workbench.statusBarItem(/Second Agency.*1 lost/).waitFor();
    await picture('lost');
    // By the palette: the start of a window draws its views anew for a while, which closes their menus.
    await workbench.runCommand('Partner Console: Forget All Saved Tokens…');
    const question = workbench.modal('Forget all 4 saved tokens of all connections?');
    await question.locator.getByText(`${MEMBER} (${CUSTOMER})`).waitFor();
    await question.click('Forget All');
    await workbench.sideBar.getByText('No token is saved.').waitFor();
  });

  it('has a record of all of it, without a token', async () => {
    const { workbench } = vscode;
    await workbench.viewAction('Show Activity', VIEW);
    await workbench.preview.getByRole('cell', { name: 'verified' }).waitFor();
    assert.equal(await workbench.preview.getByRole('cell', { name: 'forgotten' }).count(), 4);
    const text = await workbench.preview.locator('body').innerText();
    assert.equal(text.includes(tokenOf(emulator.current, MEMBER)), false);
    await picture('activity');
  });
});
