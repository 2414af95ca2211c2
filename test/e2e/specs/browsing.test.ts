import assert from 'node:assert/strict';
import { addConnection, CUSTOMER, MEMBER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('browsing', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
  });

  it("shows a customer's team, each with availability and e-mail address as text", async () => {
    const { workbench } = vscode;
    await workbench.row(CUSTOMER).expand();
    const { description } = await workbench.row(MEMBER).text();
    assert.equal(description, 'Online · olivia.clarke@brightwater-dental-clinics.example');
    await workbench
      .row('Hannah Ashworth')
      .locator.getByText(/^Inactive · /)
      .waitFor();
  });

  it('loads more until there is no more', async () => {
    const { workbench } = vscode;
    const [customer] = emulator.current.state.customers;
    const team = emulator.current.state.teamOf(customer?._id ?? '');
    for (const loaded of [20, 40]) {
      const more = await workbench.scrollTo('Load more members');
      assert.equal((await more.text()).description, `${loaded} loaded`);
      await more.click();
      await workbench.row(team[loaded]?.name ?? '').waitFor();
    }
    // The page that is read ahead says that there is no more; until it has come, there may be.
    await workbench.row('Load more members').waitFor('detached');
    const last = await workbench.scrollTo(team.at(-1)?.name ?? '');
    // No way to more, nor anything else, stands below the last member.
    assert.equal(await last.locator.getAttribute('aria-posinset'), String(team.length));
    assert.equal(await last.locator.getAttribute('aria-setsize'), String(team.length));
  });

  it('searches a team, says by what it is filtered, and shows everybody again', async () => {
    const { workbench } = vscode;
    await (await workbench.scrollTo(CUSTOMER)).inlineAction('Search Team Members…');
    await workbench.quickInput.waitFor('Part of a name');
    await workbench.quickInput.submit('bennett');
    await workbench.row('Search: “bennett”').waitFor();
    await workbench.row(MEMBER).waitFor('detached');
    const [customer] = emulator.current.state.customers;
    const found = emulator.current.state
      .teamOf(customer?._id ?? '')
      .filter(({ name }) => /bennett/i.test(name));
    assert.ok(found.length > 1);
    await workbench.row(found.at(-1)?.name ?? '').waitFor();
    assert.equal(
      await workbench.sideBar
        .getByRole('treeitem')
        .filter({ hasText: /Bennett/ })
        .count(),
      found.length,
    );
    await workbench.row(CUSTOMER).inlineAction('Clear Search');
    await workbench.row(MEMBER).waitFor();
    await workbench.row('Search: “bennett”').waitFor('detached');

    await workbench.runCommand('Partner Console: Search Team Members…');
    await workbench.quickInput.choose(CUSTOMER);
    await workbench.quickInput.waitFor('Part of a name');
    await workbench.quickInput.submit('nobody is called like this');
    await workbench.row('No team member matches').click();
    await workbench.row(MEMBER).waitFor();
  });

  it('says when a team is empty', async () => {
    const { workbench } = vscode;
    await workbench.row(CUSTOMER).collapse();
    await workbench.row('Atelier Hollis Interiors').expand();
    await workbench.row('No team members').waitFor();
    await workbench.row('Atelier Hollis Interiors').collapse();
  });

  it('shows what has changed on the server after a refresh, and keeps what is expanded', async () => {
    const { workbench } = vscode;
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).waitFor();
    const [customer] = emulator.current.state.customers;
    const member = emulator.current.state.teamOf(customer?._id ?? '').find(({ name }) => name === MEMBER);
    assert.ok(member);
    member.name = 'Olivia Newname';
    await workbench.viewAction('Refresh Customers');
    await workbench.row('Olivia Newname').waitFor();
    member.name = MEMBER;
  });
});
