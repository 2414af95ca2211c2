import assert from 'node:assert/strict';
import { addConnection, CUSTOMER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const NEW = 'Harbour Bakery';
const EMAIL = 'front.desk@harbour-bakery.example';

describe('writing customers', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
  });
  const listings = () => emulator.current.requests.filter(({ path }) => path === '/customer/list').length;
  const look = async (name: string): Promise<void> => {
    if (process.env['PICTURES']) await vscode.workbench.screenshot(`${process.env['PICTURES']}/${name}.png`);
  };

  it('creates one step by step, back and forth, and shows it without reading the list anew', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.row(CUSTOMER).waitFor();
    const before = listings();
    await workbench.viewAction('Create Customer…');
    await quickInput.waitFor('Name of the customer');
    await look('create-1');
    await quickInput.submit(NEW);
    await quickInput.waitFor('E-mail address that the customer logs in with');
    await quickInput.submit('harbour');
    await quickInput.waitFor('Enter an e-mail address');
    await look('create-2');
    await quickInput.type(EMAIL);
    await quickInput.press('Back');
    await quickInput.waitFor('Name of the customer');
    assert.equal(await quickInput.input.inputValue(), NEW);
    await quickInput.input.press('Enter');
    await quickInput.waitFor('E-mail address that the customer logs in with');
    assert.equal(await quickInput.input.inputValue(), EMAIL);
    await quickInput.input.press('Enter');
    await quickInput.option(/^Type a Password/).waitFor();
    await look('create-3');
    await quickInput.choose(/^Type a Password/);
    await quickInput.waitFor('It is sent once and kept nowhere');
    assert.ok(await quickInput.isMasked());
    await quickInput.press('Back');
    await quickInput.choose(/^Generate a Strong Password/);
    await quickInput.waitFor('Copy the password now');
    const password = await workbench.copiedBy(() => quickInput.press('Copy Password'));
    assert.equal(password, await quickInput.input.inputValue());
    await quickInput.waitFor('Copied to the clipboard');
    await look('create-4');
    await quickInput.input.press('Enter');
    await workbench.notification(`Created ${NEW}.`).waitFor();
    const row = workbench.row(NEW);
    await row.waitFor();
    assert.equal((await row.text()).description, EMAIL);
    assert.equal(await row.locator.getAttribute('aria-selected'), 'true');
    assert.equal(await row.locator.getAttribute('aria-expanded'), 'false');
    await look('created');
    assert.equal(listings(), before);
    assert.ok(!(await workbench.page.locator('body').innerText()).includes(password));
  });

  it('changes one in its place', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    const before = listings();
    const place = await workbench.row(NEW).locator.getAttribute('aria-posinset');
    await workbench.row(NEW).menuAction('Edit Customer…');
    await quickInput.option(/^Status/).waitFor();
    await look('edit-1');
    await quickInput.choose(/^Name/);
    await quickInput.waitFor('New name');
    await look('edit-2');
    await quickInput.submit('Harbour Bakeries');
    const row = workbench.row('Harbour Bakeries');
    await row.waitFor();
    await workbench.row(NEW).waitFor('detached');
    assert.equal(await row.locator.getAttribute('aria-posinset'), place);
    assert.equal(listings(), before);
    await look('edited');
  });

  it('deletes one after a question', async () => {
    const { workbench } = vscode;
    await workbench.row('Harbour Bakeries').menuAction('Delete Customer…');
    const question = workbench.modal('Delete the customer Harbour Bakeries on “Agency”?');
    await question.waitFor();
    await look('delete');
    await question.click('Delete Customer');
    await workbench.row('Harbour Bakeries').waitFor('detached');
    assert.ok(!emulator.current.state.customers.some(({ contact }) => contact.email === EMAIL));
    await look('deleted');
  });

  it('wants the name typed on production, and offers nothing while read-only', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.runCommand('Partner Console: Edit Connection…');
    await quickInput.choose(/^Label/);
    await quickInput.choose(/^Production/);
    await workbench.statusBarItem('Production').waitFor();
    await workbench.row(CUSTOMER).menuAction('Delete Customer…');
    await quickInput.submit('Brightwater');
    await quickInput.waitFor('Type the name as it is');
    await look('delete-production');
    await quickInput.submit(CUSTOMER);
    await workbench.row(CUSTOMER).waitFor('detached');

    await workbench.runCommand('Partner Console: Edit Connection…');
    await quickInput.choose(/^Read-only/);
    await quickInput.choose(/^Read-only/);
    await workbench.statusBarItem('read-only').waitFor();
    const [first] = emulator.current.state.customers;
    await workbench.row(first?.name ?? '').locator.click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Copy ID' }).waitFor();
    assert.equal(await workbench.page.getByRole('menuitem', { name: /Customer…/ }).count(), 0);
    await look('read-only');
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Partner Console: Create Customer…');
    await workbench.notification('is read-only, so nothing was sent').waitFor();
  });
});
