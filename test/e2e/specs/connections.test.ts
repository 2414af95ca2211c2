import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { addConnection, CUSTOMER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('connections', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  it('are added with a masked key that is checked before it is saved', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    const { url, partnerKey } = emulator.current;
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByRole('button', { name: 'Add Connection', exact: true }).click();
    await quickInput.choose(/^Other host/);
    await quickInput.waitFor('URL of the Partner API');
    await quickInput.submit('http://api.example.com');
    await quickInput.waitFor('Use an https URL');
    await quickInput.submit(url);
    await quickInput.waitFor('How the connection is called');
    await quickInput.submit('My Agency');
    await quickInput.waitFor(`It is sent to ${url} and nowhere else`);
    assert.equal(await quickInput.isMasked(), true);
    await quickInput.submit('not-the-key');
    await workbench.notification('refused this key, so it was not saved').click('Enter Key Again…');
    await quickInput.waitFor(`It is sent to ${url} and nowhere else`);
    await quickInput.submit(partnerKey);
    await workbench.row(CUSTOMER).waitFor();
    await workbench.statusBarItem('My Agency').waitFor();
  });

  it('are switched, each showing its own customers', async () => {
    const { workbench } = vscode;
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    customer.name = 'Only at My Agency';
    await workbench.viewAction('Refresh Customers');
    await workbench.row('Only at My Agency').waitFor();
    await workbench.runCommand('Partner Console: Try with Sample Data');
    await workbench.statusBarItem('Sample Data').waitFor();
    await workbench.row(CUSTOMER).waitFor();
    await workbench.row('Only at My Agency').waitFor('detached');
    await workbench.clickStatusBarItem('Sample Data');
    await workbench.quickInput.choose(/Switch Connection…/);
    await workbench.quickInput.waitFor(/^Switch Connection$/);
    await workbench.quickInput.choose(/My Agency/);
    await workbench.statusBarItem('My Agency').waitFor();
    await workbench.row('Only at My Agency').waitFor();
    await workbench.row(CUSTOMER).waitFor('detached');
    customer.name = CUSTOMER;
  });

  it('are renamed in place', async () => {
    const { workbench } = vscode;
    await workbench.viewAction('Rename Connection…');
    await workbench.quickInput.waitFor('How the connection is called');
    await workbench.quickInput.submit('Our Agency');
    await workbench.statusBarItem('Our Agency').waitFor();
  });

  it('are removed only after a question that names what goes', async () => {
    const { workbench } = vscode;
    await workbench.viewAction('Remove Connection…');
    const question = workbench.modal('Remove the connection “Our Agency”?');
    assert.match(await question.text(), /deletes its partner key/);
    await question.click('Cancel');
    await workbench.statusBarItem('Our Agency').waitFor();
    await workbench.viewAction('Remove Connection…');
    await workbench.modal('Remove the connection “Our Agency”?').click('Remove');
    await workbench.statusBarItem('Sample Data').waitFor();
    // The buttons above the view are drawn anew when its rows come, which closes their menu.
    await workbench.row(CUSTOMER).waitFor();
    await workbench.viewAction('Remove Connection…');
    await workbench.modal('Remove the connection “Sample Data”?').click('Remove');
    await workbench.sideBar.getByRole('button', { name: 'Try with Sample Data' }).waitFor();
  });

  it('can be added again after that', async () => {
    const { workbench } = vscode;
    await addConnection(workbench, emulator.current, 'Back again');
    await workbench.row(CUSTOMER).waitFor();
  });

  it('that are production say so in the view, in the status bar and in questions', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.runCommand('Partner Console: Edit Connection…');
    await quickInput.choose(/^Label/);
    await quickInput.choose(/^Production/);
    await workbench.statusBarItem(/Back again\s+Production/).waitFor();
    await workbench.viewHeader('Customers').getByText('Back again · Production').waitFor();
    await workbench.screenshot(join(root, 'artifacts', 'e2e', 'production.png'));
    await workbench.clickStatusBarItem('Production');
    await quickInput.waitFor('Back again · Production');
    await quickInput.choose(/Partner Key…/);
    // By all of its title: the box before it names the connection as well, and its end would take the Escape.
    await quickInput.waitFor('Update Partner Key: Back again · Production');
    await quickInput.cancel();
    await workbench.viewAction('Remove Connection…');
    await workbench.modal('Remove the connection “Back again” (production)?').click('Cancel');
  });

  it('whose secrets the browser has lost are told apart from one that lacks its key', async () => {
    const { workbench } = vscode;
    // A later session has to have seen that secrets last.
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.row(CUSTOMER).waitFor();
    await workbench.page.evaluate(`localStorage.removeItem('secrets.provider')`);
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.notification('All secrets have vanished from VS Code').waitFor();
    await workbench.statusBarItem(/Back again\s+Production\s+key missing/).waitFor();
    await workbench.sideBar.getByRole('button', { name: 'Enter Partner Key' }).click();
    await workbench.quickInput.waitFor('and nowhere else');
    await workbench.quickInput.submit(emulator.current.partnerKey);
    await workbench.row(CUSTOMER).waitFor();
  });
});
