import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { delayed } from '../../../src/emulator/deeds.ts';
import { addConnection, CUSTOMER, MEMBER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const picture = (name: string) => join(root, 'artifacts', 'e2e', `${name}.png`);

describe('long lists', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
    await vscode.workbench.row(CUSTOMER).expand();
    await vscode.workbench.row(MEMBER).waitFor();
  });

  it('keep through a refresh what is expanded and selected, and their rows when it fails', async () => {
    const { workbench } = vscode;
    const selected = workbench.row('Hannah Ashworth');
    // Only selects: a click alone opens the details.
    await selected.locator.click({ modifiers: ['ControlOrMeta'] });
    const isSelected = selected.locator.and(workbench.page.locator('[aria-selected="true"]'));
    await isSelected.waitFor();
    const [customer] = emulator.current.state.customers;
    const member = emulator.current.state.teamOf(customer?._id ?? '').find(({ name }) => name === MEMBER);
    assert.ok(member);
    member.name = 'Olivia Newname';
    await workbench.viewAction('Refresh Customers');
    await workbench.row('Olivia Newname').waitFor();
    await isSelected.waitFor();

    const restore = emulator.current.intercept(({ path }) =>
      path === '/custom-user' ? { status: 500 } : undefined,
    );
    await workbench.viewAction('Refresh Customers');
    const failed = workbench.row('Refresh failed: click to retry');
    await failed.waitFor();
    await workbench.row('Olivia Newname').waitFor();
    await isSelected.waitFor();
    await workbench.screenshot(picture('refresh-failed'));
    restore();
    member.name = MEMBER;
    await failed.click();
    await workbench.row(MEMBER).waitFor();
    await failed.waitFor('detached');
  });

  it('count down a pause that the server asks for, in a row that cancels', async () => {
    const { workbench } = vscode;
    const restore = emulator.current.intercept(({ path }) =>
      path === '/custom-user' ? { status: 429, headers: { 'retry-after': '60' } } : undefined,
    );
    await workbench.viewAction('Refresh Customers');
    const waiting = workbench.row(/^Rate limited, continuing in \d+ s$/);
    await waiting.waitFor();
    const { label } = await waiting.text();
    await workbench.row(MEMBER).waitFor();
    await workbench.statusBarItem(/rate limited, \d+ s left/).waitFor();
    await workbench.screenshot(picture('waiting'));
    await waiting.locator.filter({ hasNotText: label }).waitFor();
    const sent = emulator.current.requests.length;
    await waiting.inlineAction('Cancel');
    await workbench.row('Stopped: click to go on').waitFor();
    await workbench.row(MEMBER).waitFor();
    assert.equal(emulator.current.requests.length, sent, 'nothing is sent while the server wants a pause');
    restore();
  });
});

describe('a page that is read ahead', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  it('shows what comes of it, also where it comes just as the rows leave for the window', async function () {
    this.timeout(120_000);
    const { workbench } = vscode;
    const { state } = emulator.current;
    await addConnection(workbench, emulator.current, 'Agency');
    let delay = 0;
    emulator.current.intercept(({ path, query }) =>
      path === '/custom-user' && query['page'] === '2' ? delayed(delay) : undefined,
    );
    const customers = state.customers.slice(0, 20).filter(({ _id }) => state.tokenOf(_id).active);
    for (const [nth, { _id, name }] of customers.entries()) {
      const team = state.teamOf(_id);
      team.splice(5);
      // The list is drawn without knowing whether there is more after 25 ms.
      delay = 25 + (nth % 6);
      await workbench.row(name).expand();
      await workbench.row(team[0]?.name ?? 'No team members').waitFor();
      await workbench.row('Load more members').waitFor('detached');
      await workbench.row(name).collapse();
    }
  });
});

describe('favourites, order and details', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  const stands = (name: string, place: number) =>
    vscode.workbench
      .row(name)
      .locator.and(vscode.workbench.page.locator(`[aria-posinset="${String(place)}"]`))
      .waitFor();

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
    await vscode.workbench.row(CUSTOMER).waitFor();
  });

  it('a favourite stands on top, in words too, also in the next window, and goes back', async () => {
    const { workbench } = vscode;
    const name = 'Bäckerei Lindemann';
    await workbench.row(name).menuAction('Add to Favourites');
    await stands(name, 1);
    assert.match((await workbench.row(name).text()).description, /^★ favourite · /);
    await workbench.screenshot(picture('favourite'));
    await workbench.reload();
    await workbench.openView('Partner Console');
    await stands(name, 1);
    await workbench.row(name).inlineAction('Remove from Favourites');
    await stands(CUSTOMER, 1);
  });

  it('sorts and filters what is loaded, says so, and has a way back', async () => {
    const { workbench } = vscode;
    await workbench.runCommand('Partner Console: Sort Customers…');
    await workbench.quickInput.choose('Name');
    await workbench.row('Sorted 20 loaded').waitFor();
    await workbench.runCommand('Partner Console: Filter Customers…');
    await workbench.quickInput.choose(/^Name or E-Mail Address/);
    await workbench.quickInput.waitFor(/Part of a name/);
    await workbench.quickInput.submit('clinic');
    const shown = workbench.row(/^Showing \d+ of 20 loaded$/);
    await shown.waitFor();
    assert.match((await shown.text()).description, /^“clinic” · by name · reset$/);
    await workbench.screenshot(picture('filtered'));
    await shown.click();
    await shown.waitFor('detached');
    await stands(CUSTOMER, 1);
  });

  it('shows a member as a page to read', async () => {
    const { workbench } = vscode;
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).click();
    await workbench.preview.getByRole('heading', { name: MEMBER }).waitFor();
    await workbench.preview.getByRole('row', { name: /^Created .* ago$/ }).waitFor();
    await workbench.screenshot(picture('details'));
  });
});

describe('one page at a time', () => {
  const vscode = useVsCode({ settings: { 'partnerConsole.paging': 'pages' } });
  const emulator = useEmulator({ meta: 'totals' });

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
    await vscode.workbench.row(CUSTOMER).waitFor();
  });

  it('turns, jumps, and keeps its place through a refresh', async () => {
    const { workbench } = vscode;
    const names = emulator.current.state.customers.map(({ name }) => name);
    await workbench.row('Page 1 of about 4').waitFor();
    await workbench.viewAction('Next Page');
    await workbench.row('Page 2 of about 4').waitFor();
    await workbench.row(names[20] ?? '').waitFor();
    await workbench.row(CUSTOMER).waitFor('detached');
    await workbench.screenshot(picture('pages'));
    await workbench.viewAction('Refresh Customers');
    await workbench.row(names[20] ?? '').waitFor();
    await workbench.row('Page 2 of about 4').waitFor();
    await workbench.viewAction('Go to Page…');
    await workbench.quickInput.waitFor(/From 1 to about 4/);
    await workbench.quickInput.submit('4');
    await workbench.row('Page 4, the last').waitFor();
    await workbench.row(names.at(-1) ?? '').waitFor();
    await workbench.viewAction('Previous Page');
    await workbench.row('Page 3 of about 4').waitFor();
  });
});

describe('a team of 1,500', () => {
  const vscode = useVsCode();
  // The one customer has them all.
  const emulator = useEmulator({ customers: 1, members: 1500, pageSize: 100 });

  it('is read to its end, where the last member stands', async function () {
    this.timeout(120_000);
    const { workbench } = vscode;
    await addConnection(workbench, emulator.current, 'Agency');
    const [customer] = emulator.current.state.customers;
    const team = emulator.current.state.teamOf(customer?._id ?? '');
    assert.equal(team.length, 1500);
    await workbench.row(CUSTOMER).waitFor();
    // The last row, until the page that is read ahead says that there are no more customers.
    await workbench.row('Load more customers').waitFor('detached');
    await workbench.row(CUSTOMER).expand();
    const tree = workbench.sideBar.getByRole('tree').first();
    /** The row of a place in the team, if it is drawn and somebody stands there. */
    const member = (place: number) =>
      tree.getByRole('treeitem').filter({ hasText: team[place - 1]?.contact.email ?? '' });
    const focused = workbench.page.locator('.focused');
    // By keyboard: rows move and are drawn anew while pages come, and a click could hit the one that came in its place.
    for (let loaded = 100; loaded < 1500; loaded += 100) {
      // Of the page that was asked for, in the place where "Load more" stood.
      await member(loaded - 99).waitFor();
      await tree.press('End');
      const more = workbench.row('Load more members').locator.filter({ hasText: `${loaded} loaded` });
      await more.and(focused).waitFor();
      await tree.press('Enter');
    }
    await member(1401).waitFor();
    await tree.press('End');
    // Stands there until the page that is read ahead has come.
    await workbench.row('Load more members').waitFor('detached');
    await tree.press('End');
    const last = member(1500).and(focused);
    await last.waitFor();
    assert.equal(await last.getAttribute('aria-posinset'), '1500');
  });
});
