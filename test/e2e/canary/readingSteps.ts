import { onPath } from '../../../src/emulator/intercept.ts';
import { Command } from '../../../src/manifest.ts';
import { CUSTOMER, MEMBER } from '../fixture.ts';
import type { Canary } from './canary.ts';

/** Lists that are not simply read to their end. */
export function readingSteps(canary: Canary): void {
  it('looks for a favourite that is gone, and stops while the server wants a pause', async () => {
    const { workbench } = canary;
    const { customers } = canary.emulator.state;
    const [, gone] = customers;
    if (!gone) throw new Error('The seed has one customer.');
    await workbench.row(gone.name).menuAction('Add to Favourites');
    await workbench.row(gone.name).locator.and(workbench.page.locator('[aria-posinset="1"]')).waitFor();
    customers.splice(1, 1);
    await canary.use(Command.refreshCustomers);
    await workbench.row('1 favourite not loaded yet').click();
    const missing = workbench.row('1 favourite not in this list any more');
    await missing.click();
    await missing.waitFor('detached');
    customers.splice(1, 0, gone);

    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).waitFor();
    const pause = { status: 429, headers: { 'retry-after': '4' } };
    const restore = canary.emulator.intercept(onPath('/custom-user', pause));
    await canary.use(Command.refreshCustomers);
    await workbench.row(/^Rate limited, continuing in \d+ s$/).inlineAction('Cancel');
    const stopped = workbench.row('Stopped: click to go on');
    await stopped.waitFor();
    restore();
    await workbench.statusBarItem('rate limited').waitFor({ state: 'detached' });
    await canary.use(Command.refreshCustomers);
    await stopped.waitFor('detached');
    await workbench.row(CUSTOMER).collapse();
  });
}

/** With pages in place of lists that grow. */
export function pageSteps(canary: Canary): void {
  it('turns pages', async () => {
    const { workbench, quickInput } = canary;
    const { length } = canary.emulator.state.customers;
    await workbench.row(/^Page 1\b/).waitFor();
    await workbench.viewAction('Next Page');
    await workbench.row(/^Page 2\b/).waitFor();
    await workbench.viewAction('Previous Page');
    await workbench.row(/^Page 1\b/).waitFor();
    await workbench.viewAction('Go to Page…');
    await quickInput.waitFor(/How many|From 1 to/);
    await quickInput.submit(String(Math.ceil(length / 20)));
    await workbench.row(/, the last$/).waitFor();
  });
}
