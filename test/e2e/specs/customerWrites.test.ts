import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
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
    await quickInput.option(/^Generate a Strong Password/).waitFor();
    await quickInput.input.press('ArrowUp');
    await quickInput.input.press('Enter');
    await quickInput.waitFor('Copy the password now');
    const password = await workbench.copiedBy(() => quickInput.press('Copy Password'));
    assert.equal(password, await quickInput.input.inputValue());
    await quickInput.waitFor('Copied to the clipboard');
    assert.ok(await quickInput.isMasked());
    await quickInput.press('Show Password');
    await quickInput.waitFor(password);
    await look('create-4');
    await quickInput.input.press('Enter');
    await workbench.notification(`Created ${NEW}.`).waitFor();
    const row = workbench.row(NEW);
    await row.waitFor();
    assert.equal((await row.text()).description, EMAIL);
    await row.locator.and(workbench.page.locator('[aria-selected="true"]')).waitFor();
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
    // The first is marked already.
    await quickInput.input.press('Enter');
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
    await quickInput.waitFor('To delete it, type its name');
    await look('delete-production');
    await quickInput.submit('Brightwater');
    await quickInput.waitFor('type its whole name');
    await quickInput.submit(CUSTOMER);
    await workbench.row(CUSTOMER).waitFor('detached');

    await workbench.runCommand('Partner Console: Edit Connection…');
    await quickInput.choose(/^Read-only/);
    await quickInput.waitFor('Read-Only: Agency');
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

describe('exporting team members', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
  });
  const look = async (name: string): Promise<void> => {
    if (process.env['PICTURES']) await vscode.workbench.screenshot(`${process.env['PICTURES']}/${name}.png`);
  };
  const team = () => emulator.current.state.teamOf(emulator.current.state.customers[0]?._id ?? '');

  /** Answers where to, in the dialog that VS Code shows where it cannot show the system's. */
  async function saveTo(file: string): Promise<void> {
    const { quickInput } = vscode.workbench;
    await quickInput.waitFor('Export Team Members');
    // What is typed before the dialog has read its first folder is lost.
    await quickInput.option(/^\.\./).waitFor();
    await quickInput.type(file);
    await quickInput.locator.getByRole('button', { name: 'OK' }).click();
  }

  it('writes the team of a customer as CSV that another program reads, and opens it', async () => {
    const { workbench } = vscode;
    const file = join(vscode.folder, 'my portal', 'team.csv');
    await workbench.row(CUSTOMER).menuAction('Export Team Members…');
    await workbench.quickInput.option(/^CSV/).waitFor();
    await look('export-format');
    await workbench.quickInput.choose(/^CSV/);
    await workbench.quickInput.option(/^\.\./).waitFor();
    await look('export-save');
    await saveTo(file);
    const said = workbench.notification(`Exported ${team().length} members of ${CUSTOMER} to team.csv`);
    await said.waitFor();
    await look('exported');
    const text = await readFile(file, 'utf8');
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    assert.deepEqual(
      rows.map((row) => [row['Name'], row['E-mail'], row['Customer']]),
      team().map(({ name, contact }) => [name, contact.email, CUSTOMER]),
    );
    for (const { _id } of team()) assert.ok(!text.includes(emulator.current.state.tokenOf(_id).key));
    assert.deepEqual(await readdir(join(vscode.folder, 'my portal')), ['team.csv']);
    await said.click('Open File');
    await workbench.page.getByRole('tab', { name: /team\.csv/ }).waitFor();
    await look('opened');
  });

  it('writes only those who are selected, as JSON', async () => {
    const { workbench } = vscode;
    const file = join(vscode.folder, 'my portal', 'some.json');
    await workbench.row(CUSTOMER).expand();
    const [first, second] = team();
    await workbench.row(first?.name ?? '').click();
    // The click opens a page, which takes the focus, and with it any menu, when it has come.
    await workbench.preview.getByRole('heading', { name: first?.name ?? '' }).waitFor();
    await workbench.row(second?.name ?? '').locator.click({ modifiers: ['ControlOrMeta'] });
    await look('selected');
    await workbench.row(second?.name ?? '').menuAction('Export Team Members…');
    await workbench.quickInput.choose(/^JSON/);
    await saveTo(file);
    await workbench.notification('Exported 2 members').waitFor();
    const rows = JSON.parse(await readFile(file, 'utf8')) as { name: string }[];
    assert.deepEqual(
      rows.map(({ name }) => name),
      [first?.name, second?.name],
    );
  });
});
