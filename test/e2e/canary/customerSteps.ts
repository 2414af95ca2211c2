import { onPath } from '../../../src/emulator/intercept.ts';
import { Command } from '../../../src/manifest.ts';
import { CUSTOMER, MEMBER } from '../fixture.ts';
import type { Canary } from './canary.ts';

const EMPTY_CUSTOMER = 'Atelier Hollis Interiors';

/** Customers and their teams: looked at, found, exported and changed. */
export function customerSteps(canary: Canary): void {
  it('browses, searches, and tries again', async () => {
    const { workbench, quickInput } = canary;
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).waitFor();
    await canary.copiesHarmlessly(() => workbench.row(MEMBER).menuAction('Copy ID'));
    await canary.copiesHarmlessly(() => workbench.row(MEMBER).menuAction('Copy E-Mail Address'));
    await (await workbench.scrollTo('Load more members')).click();
    await canary.use(Command.searchMembers);
    await quickInput.choose(CUSTOMER);
    await quickInput.submit('olivia');
    await workbench.row('Search: “olivia”').waitFor();
    await workbench.row(CUSTOMER).inlineAction('Clear Search');
    await workbench.row('Search: “olivia”').waitFor('detached');
    await (await workbench.scrollTo(CUSTOMER)).collapse();
    const body = `{"success":true,"data":[{"_id":"${canary.tokenOf(MEMBER)}","key":"${canary.keys.agency}`;
    const restore = canary.emulator.intercept(onPath('/custom-user', { body }));
    await workbench.row(EMPTY_CUSTOMER).expand();
    const failed = workbench.row('Failed: click to retry');
    await failed.waitFor();
    restore();
    await failed.click();
    await workbench.row('No team members').waitFor();
    await workbench.row(EMPTY_CUSTOMER).collapse();
  });

  it('puts rows into order', async () => {
    const { workbench, quickInput } = canary;
    const onTop = (name: string) =>
      workbench.row(name).locator.and(workbench.page.locator('[aria-posinset="1"]')).waitFor();
    await workbench.row(EMPTY_CUSTOMER).menuAction('Add to Favourites');
    await onTop(EMPTY_CUSTOMER);
    await workbench.row(EMPTY_CUSTOMER).menuAction('Remove from Favourites');
    await onTop(CUSTOMER);
    await workbench.row(CUSTOMER).expand();
    for (const command of [Command.sortCustomers, Command.sortMembers]) {
      await canary.use(command);
      await quickInput.choose('Name');
    }
    for (const command of [Command.filterCustomers, Command.filterMembers]) {
      await canary.use(command);
      await quickInput.choose(/^Only Active/i);
    }
    const arranged = workbench.row(/^(Sorted|Showing) /);
    await arranged.waitFor();
    await canary.use(Command.resetArrangement);
    await arranged.waitFor('detached');
    await onTop(CUSTOMER);
    await onTop(MEMBER);
    await workbench.row(MEMBER).menuAction('Show Details');
    await workbench.page.getByRole('tab', { name: new RegExp(`Preview ${MEMBER}`) }).waitFor();
  });

  it('finds people of all customers, whose tokens it fetches', async () => {
    const { workbench, quickInput } = canary;
    await canary.use(Command.findAnyone);
    await workbench.modal('Read the teams').click('Read All Teams');
    await quickInput.waitFor(/members · 64 customers/);
    await quickInput.type('olivia clarke bright');
    await quickInput.option(/^Olivia Clarke/).waitFor();
    await quickInput.cancel();
    await canary.use(Command.refreshIndex);
    await quickInput.waitFor(/^Find Anyone: /);
    await quickInput.cancel();
    await canary.use(Command.findMember);
    await quickInput.choose(CUSTOMER);
    await quickInput.waitFor(/^Find Team Member: /);
    await quickInput.cancel();
  });

  it('exports team members', async () => {
    const { workbench, quickInput } = canary;
    for (const [kind, ending] of [
      [/^CSV/, 'csv'],
      [/^JSON/, 'json'],
      [/^Markdown/, 'md'],
    ] as const) {
      await canary.use(Command.exportMembers);
      await quickInput.choose(CUSTOMER);
      await quickInput.choose(kind);
      await quickInput.enterPath('Export Team Members', canary.inWorkspace(`team.${ending}`));
      await workbench.notification(`to team.${ending}`).click('Open File');
      await workbench.page.getByRole('tab', { name: `team.${ending}` }).waitFor();
    }
    await canary.use(Command.exportIndex);
    await quickInput.choose(/^CSV/);
    await quickInput.enterPath('Export Team Members', canary.inWorkspace('everybody.csv'));
    await workbench.notification('to everybody.csv').waitFor();
  });

  it('creates, changes and deletes customers, whose passwords a server repeats', async () => {
    const { workbench, quickInput } = canary;
    const restore = canary.emulator.intercept(({ method, body }) =>
      method === 'POST'
        ? { status: 400, body: JSON.stringify({ success: false, message: body, code: 400 }) }
        : undefined,
    );
    await canary.use(Command.createCustomer);
    await quickInput.waitFor('Name of the customer');
    await quickInput.submit('Harbour Bakery');
    await quickInput.waitFor('E-mail address');
    await quickInput.submit('front.desk@harbour-bakery.example');
    await quickInput.choose(/^Type a Password/);
    await quickInput.waitFor('It is sent once');
    await quickInput.submit(canary.typedPassword);
    await quickInput.waitFor('The same password again');
    await quickInput.submit(canary.typedPassword);
    await workbench.notification('rejected the request').click('Change and Try Again…');
    restore();
    await quickInput.waitFor('Name of the customer');
    await quickInput.input.press('Enter');
    await quickInput.waitFor('E-mail address');
    await quickInput.input.press('Enter');
    await quickInput.choose(/^Generate a Strong Password/);
    await quickInput.waitFor('Copy the password now');
    canary.generatedPassword = await workbench.copiedBy(() => quickInput.press('Copy Password'));
    await quickInput.press('Show Password');
    await quickInput.waitFor(canary.generatedPassword);
    await quickInput.input.press('Enter');
    await workbench.notification('Created Harbour Bakery').waitFor();
    // Revealed: the focus goes nowhere any more.
    const row = workbench.row('Harbour Bakery');
    await row.locator.and(workbench.page.locator('[aria-selected="true"]')).waitFor();
    await canary.use(Command.editCustomer);
    await quickInput.choose(/^Harbour Bakery/);
    await quickInput.choose(/^Name/);
    await quickInput.waitFor('New name');
    await quickInput.submit('Harbour Bakeries');
    await workbench.notification('Changed Harbour Bakeries').waitFor();
    await canary.use(Command.deleteCustomer);
    await quickInput.choose(/^Harbour Bakeries/);
    await workbench.modal('Delete the customer').click('Delete Customer');
    await workbench.notification('Deleted Harbour Bakeries').waitFor();
  });
}
