import assert from 'node:assert/strict';
import { addConnection, CUSTOMER, MEMBER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const PICTURES = process.env['PICTURES'];

describe('finding anyone', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  async function picture(name: string): Promise<void> {
    if (PICTURES) await vscode.workbench.screenshot(`${PICTURES}/find-${name}.png`);
  }

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
  });

  /** The row of the tree that is selected, if it is of this address. */
  const selected = (email: string) =>
    vscode.workbench.sideBar.locator('[role=treeitem][aria-selected=true]').filter({ hasText: email });

  it('asks before every token is fetched, and fetches none without a yes', async () => {
    const { workbench } = vscode;
    await workbench.runCommand('Partner Console: Find Anyone…');
    const question = workbench.modal('Read the teams of all customers of “Agency”?');
    await question.waitFor();
    await picture('asking');
    await question.click('Cancel');
    await question.waitFor('hidden');
    assert.equal(
      emulator.current.requests.some(({ query }) => 'userId' in query),
      false,
    );
  });

  it('finds while it still reads, pauses and goes on', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    emulator.current.state.settings.delayMs = 150;
    await workbench.runCommand('Partner Console: Find Anyone…');
    await workbench.modal('Read the teams').click('Read All Teams');
    await quickInput.waitFor(/^Find Anyone: .*member/);
    await quickInput.type('oliv');
    await quickInput.option(/^Olivia Clarke/).waitFor();
    await picture('reading');
    await quickInput.locator.getByRole('button', { name: 'Pause' }).first().click();
    await quickInput.waitFor(/^Find Anyone: paused/);
    await picture('paused');
    emulator.current.state.settings.delayMs = 0;
    await quickInput.locator.getByRole('button', { name: 'Resume' }).first().click();
    await quickInput.waitFor(/^Find Anyone: 1,\d\d\d members · read just now/);
    await picture('done');
  });

  it('copies an e-mail address and stays', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await quickInput.type('olivia clarke bright');
    const row = quickInput.option(/^Olivia Clarke/);
    await row.waitFor();
    const copied = await workbench.copiedBy(async () => {
      await row.hover();
      await row.getByRole('button', { name: 'Copy E-Mail Address' }).click();
    });
    assert.equal(copied, 'olivia.clarke@brightwater-dental-clinics.example');
    await row.waitFor();
  });

  it('says when there is nobody, and lists who was skipped and why', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await quickInput.type('nobody is called like this');
    await quickInput.option('Nobody was found').waitFor();
    await picture('nobody');
    await quickInput.locator.getByRole('button', { name: 'Show Skipped Customers' }).first().click();
    await quickInput.waitFor('Skipped Customers');
    const skipped = emulator.current.state.customers.find(
      ({ _id }) => !emulator.current.state.tokenOf(_id).active,
    );
    await quickInput.option(skipped?.name ?? '').waitFor();
    await picture('skipped');
    await workbench.page.keyboard.press('Escape');
    await quickInput.option('Nobody was found').waitFor();
  });

  it('reveals somebody of a page that is not loaded, of a customer that is not loaded, by keyboard alone', async () => {
    const { workbench } = vscode;
    const { quickInput, page } = workbench;
    const { state } = emulator.current;
    const customer = state.customers.at(-1);
    const member = state.teamOf(customer?._id ?? '').at(-1);
    assert.ok(customer && member);
    await quickInput.type(member.contact.email);
    await quickInput.option(new RegExp(`^${member.name}`)).waitFor();
    await page.keyboard.press('Enter');
    await quickInput.waitFor(`${member.name}, ${customer.name}`);
    await picture('actions');
    await page.keyboard.press('Enter');
    await selected(member.contact.email).waitFor();
    await picture('revealed');

    const large = state.customers[2];
    const last = state.teamOf(large?._id ?? '').at(-1);
    assert.ok(last);
    await workbench.runCommand('Partner Console: Find Anyone…');
    await quickInput.waitFor(/^Find Anyone: /);
    await quickInput.type(last.contact.email);
    const found = quickInput.option(new RegExp(`^${last.name}`));
    await found.hover();
    await found.getByRole('button', { name: 'Reveal in Tree' }).click();
    await selected(last.contact.email).waitFor();
  });

  it('finds a member of one team by asking the server, page by page', async () => {
    const { workbench } = vscode;
    const { quickInput, page } = workbench;
    const large = emulator.current.state.customers[2];
    await workbench.runCommand('Partner Console: Find Team Member…');
    await quickInput.choose(large?.name ?? '');
    await quickInput.waitFor(/^Find Team Member: /);
    const team = emulator.current.state.teamOf(large?._id ?? '');
    await quickInput.selected(new RegExp(`^${team[0]?.name ?? ''}`)).waitFor();
    // Up leads from the first row to the last.
    await page.keyboard.press('ArrowUp');
    await quickInput.option(/Load More/).waitFor();
    await page.keyboard.press('Enter');
    await quickInput.option(new RegExp(`^${team[20]?.name ?? ''}`)).waitFor();
    await picture('team');
    await quickInput.type('zzz nobody');
    await quickInput.option(/No team member matches/).waitFor();
    await quickInput.cancel();
  });
});

describe('a host whose fetches replace tokens', () => {
  const vscode = useVsCode();
  const emulator = useEmulator({ tokenFetch: 'newForAll' });

  const fetches = (): number => emulator.current.requests.filter(({ query }) => 'userId' in query).length;

  it('is found out at the second fetch, and asks in the tree from then on', async () => {
    const { workbench } = vscode;
    await addConnection(workbench, emulator.current, 'Agency');
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).waitFor();
    // Another session of the same connection, which keeps what is expanded.
    await workbench.runCommand('Partner Console: Switch Connection…');
    await workbench.quickInput.choose(/Agency, 127/);
    const told = workbench.notification(/^Warning: [^]*fetching one may replace it/);
    await told.waitFor();
    await workbench.row(MEMBER).waitFor();
    const before = fetches();

    for (const name of ['Clínica Santa Lucía', 'Atelier Hollis Interiors'])
      await workbench.row(name).expand();
    const ask = workbench.sideBar.getByRole('treeitem').filter({ hasText: 'Read this team…' });
    await ask.nth(1).waitFor();
    if (PICTURES) await workbench.screenshot(`${PICTURES}/find-tree-asks.png`);
    assert.equal(fetches(), before, 'no token was fetched, and nobody was asked twice');
    await ask.first().click();
    await ask.nth(1).waitFor({ state: 'detached' });
    assert.equal(fetches(), before + 1);
  });

  it('asks once before the index is read, and says what that does', async () => {
    const { workbench } = vscode;
    await workbench.runCommand('Partner Console: Find Anyone…');
    const question = workbench.modal('Fetch a new token of every customer of “Agency”?');
    await question.waitFor();
    if (PICTURES) await workbench.screenshot(`${PICTURES}/find-asking-again.png`);
    await question.click('Fetch All Tokens');
    await workbench.quickInput.waitFor(/^Find Anyone: 1,\d\d\d members · read/);
    await workbench.quickInput.cancel();
  });
});
