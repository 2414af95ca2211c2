import { CUSTOMER, MEMBER } from '../../../test/e2e/fixture.ts';
import type { Act } from '../scene.ts';
import { openCustomers, openTeam } from './opened.ts';

/** One index of everybody, read page by page. */
export const finding: Act = {
  name: 'finding anyone',
  prepare: openCustomers,
  scenes: [
    {
      name: 'find-consent',
      arrange: async (stage) => {
        await stage.run('Find Anyone…');
        return stage.confirms('Read the teams of all customers of “Agency”?');
      },
    },
    {
      name: 'find-reading',
      arrange: async (stage) => {
        stage.emulator.state.settings.delayMs = 2000;
        await stage.run('Find Anyone…');
        const question = stage.workbench.modal('Read the teams');
        const first = question.locator.or(stage.quickInput.locator.getByText(/^Find Anyone: .*member/));
        await first.first().waitFor();
        if (await question.locator.isVisible()) await question.click('Read All Teams');
        return stage.asked(/^Find Anyone: .*member/);
      },
    },
    {
      name: 'find-paused',
      arrange: async (stage) => {
        await stage.run('Find Anyone…');
        await stage.asked(/^Find Anyone: .*member/);
        const pause = stage.quickInput.locator.getByRole('button', { name: 'Pause' }).first();
        if (await pause.isVisible()) await pause.click();
        return stage.asked(/^Find Anyone: paused/);
      },
      clear: async (stage) => {
        stage.emulator.state.settings.delayMs = 0;
        await stage.run('Find Anyone…');
        await stage.quickInput.locator.getByRole('button', { name: 'Resume' }).first().click();
        await stage.asked(/^Find Anyone: 1,\d\d\d members/);
        await stage.clear();
      },
    },
    {
      name: 'find-found',
      arrange: async (stage) => {
        await stage.run('Find Anyone…');
        await stage.asked(/^Find Anyone: 1,\d\d\d members/);
        await stage.quickInput.type('oliv clarke');
        return stage.offered(new RegExp(`^${MEMBER}`));
      },
      readme: {
        name: 'tour/find-anyone',
        layout: { width: 720, height: 420, zoom: 1, sideBar: 300 },
        clip: { x: 134, y: 4, width: 452, height: 150 },
      },
    },
    {
      name: 'find-nobody',
      arrange: async (stage) => {
        await stage.run('Find Anyone…');
        await stage.asked(/^Find Anyone: /);
        await stage.quickInput.type('nobody is called like this');
        return stage.offered('Nobody was found');
      },
    },
    {
      name: 'find-skipped',
      arrange: async (stage) => {
        await stage.run('Find Anyone…');
        await stage.asked(/^Find Anyone: 1,\d\d\d members/);
        await stage.quickInput.locator
          .getByRole('button', { name: 'Show Skipped Customers' })
          .first()
          .click();
        return stage.asked('Skipped Customers');
      },
    },
    {
      name: 'find-actions',
      arrange: async (stage) => {
        await stage.run('Find Anyone…');
        await stage.asked(/^Find Anyone: /);
        await stage.quickInput.type('olivia clarke bright');
        await stage.quickInput.choose(new RegExp(`^${MEMBER}`));
        return stage.asked(`${MEMBER}, ${CUSTOMER}`);
      },
    },
  ],
};

/** A host whose fetches replace tokens. */
export const replacing: Act = {
  name: 'tokens that are replaced',
  emulator: { tokenFetch: 'newForAll' },
  prepare: openTeam,
  scenes: [
    {
      name: 'fetch-replaces',
      arrange: async (stage) => {
        await stage.run('Switch Connection…');
        await stage.quickInput.choose(/Agency, 127/);
        return stage.told('fetching one may replace it');
      },
    },
    {
      name: 'read-this-team',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo('Atelier Hollis Interiors')).expand();
        return stage.row('Read this team…');
      },
    },
    {
      name: 'find-consent-replacing',
      arrange: async (stage) => {
        await stage.run('Find Anyone…');
        return stage.confirms('Fetch a new token of every customer of “Agency”?');
      },
    },
  ],
};
