import { CUSTOMER, MEMBER } from '../../../test/e2e/fixture.ts';
import type { Act, Scene } from '../scene.ts';
import { openCustomers } from './opened.ts';

const EMPTY_CUSTOMER = 'Atelier Hollis Interiors';
const FAVOURITE = 'Bäckerei Lindemann';

const menus: readonly Scene[] = [
  {
    name: 'view-menu',
    fleeting: true,
    arrange: async ({ workbench, page }) => {
      await workbench.viewHeader('Customers').hover();
      await workbench
        .viewHeader('Customers')
        .getByRole('button', { name: /More Actions/ })
        .click();
      const item = page.getByRole('menuitem', { name: 'Sort Customers…' });
      await item.waitFor();
      return item;
    },
  },
  {
    name: 'customer-menu',
    fleeting: true,
    arrange: async ({ workbench, page }) => {
      await (await workbench.scrollTo(CUSTOMER)).locator.click({ button: 'right' });
      const item = page.getByRole('menuitem', { name: 'Copy ID' });
      await item.waitFor();
      return item;
    },
  },
  {
    name: 'member-menu',
    fleeting: true,
    arrange: async ({ workbench, page }) => {
      await (await workbench.scrollTo(MEMBER)).locator.click({ button: 'right' });
      const item = page.getByRole('menuitem', { name: 'Copy ID' });
      await item.waitFor();
      return item;
    },
  },
  {
    name: 'member-hover',
    fleeting: true,
    arrange: async ({ workbench, page }) => {
      await (await workbench.scrollTo(MEMBER)).locator.locator('.label-name').hover();
      const hover = page.locator('.workbench-hover', { hasText: MEMBER }).first();
      await hover.waitFor();
      return hover;
    },
  },
];

const arranging: readonly Scene[] = [
  {
    name: 'sort-pick',
    arrange: async (stage) => {
      await stage.run('Sort Customers…');
      return stage.offered('Name');
    },
  },
  {
    name: 'filter-pick',
    arrange: async (stage) => {
      await stage.run('Filter Customers…');
      return stage.offered(/^Name or E-Mail Address/);
    },
  },
  {
    name: 'filter-text',
    arrange: async (stage) => {
      await stage.run('Filter Customers…');
      await stage.quickInput.choose(/^Name or E-Mail Address/);
      return stage.asked(/Part of a name/);
    },
  },
  {
    name: 'filtered',
    arrange: async (stage) => {
      await stage.run('Sort Customers…');
      await stage.quickInput.choose('Name');
      await stage.run('Filter Customers…');
      await stage.quickInput.choose(/^Name or E-Mail Address/);
      await stage.asked(/Part of a name/);
      await stage.quickInput.submit('clinic');
      return stage.row(/^Showing \d+ of 20 loaded$/);
    },
    clear: (stage) => stage.run('Reset Sorting and Filters'),
  },
];

const searching: readonly Scene[] = [
  {
    name: 'search-box',
    arrange: async (stage) => {
      await stage.run('Search Team Members…');
      await stage.quickInput.choose(CUSTOMER);
      return stage.asked('Part of a name');
    },
  },
  {
    name: 'searched',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(CUSTOMER)).inlineAction('Search Team Members…');
      await stage.asked('Part of a name');
      await stage.quickInput.submit('bennett');
      return stage.row('Search: “bennett”');
    },
    clear: async ({ workbench }) => {
      await (await workbench.scrollTo('Search: “bennett”')).click();
      await workbench.row(MEMBER).waitFor();
    },
  },
  {
    name: 'searched-nobody',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(CUSTOMER)).inlineAction('Search Team Members…');
      await stage.asked('Part of a name');
      await stage.quickInput.submit('zzz');
      return stage.row('No team member matches');
    },
    clear: async ({ workbench }) => {
      await workbench.row('No team member matches').click();
      await workbench.row(MEMBER).waitFor();
    },
  },
  {
    name: 'find-member',
    arrange: async (stage) => {
      await stage.run('Find Team Member…');
      await stage.quickInput.choose(CUSTOMER);
      return stage.offered(new RegExp(`^${MEMBER}`));
    },
  },
];

const documents: readonly Scene[] = [
  {
    name: 'details-member',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(MEMBER)).menuAction('Show Details');
      return stage.reads(MEMBER);
    },
    readme: {
      name: 'tour/details',
      layout: { width: 900, height: 480, zoom: 1, sideBar: 330 },
      clip: { x: 410, y: 75, width: 430, height: 210 },
    },
  },
  {
    name: 'details-customer',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(CUSTOMER)).menuAction('Show Details');
      return stage.reads(CUSTOMER);
    },
  },
  {
    name: 'export-format',
    arrange: async (stage) => {
      await stage.run('Export Team Members…');
      await stage.quickInput.choose(CUSTOMER);
      return stage.offered(/^CSV/);
    },
  },
  {
    name: 'exported',
    arrange: async (stage) => {
      await stage.run('Export Team Members…');
      await stage.quickInput.choose(CUSTOMER);
      await stage.quickInput.choose(/^CSV/);
      const file = await stage.file(`team-${String(Date.now())}.csv`);
      await stage.quickInput.enterPath('Export Team Members', file);
      return stage.told('members of');
    },
  },
];

/** Customers and their teams. */
export const browsing: Act = {
  name: 'browsing',
  prepare: openCustomers,
  scenes: [
    { name: 'customers', arrange: (stage) => stage.row(CUSTOMER) },
    {
      name: 'no-members',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo(EMPTY_CUSTOMER)).expand();
        return stage.row('No team members');
      },
      clear: async ({ workbench }) => (await workbench.scrollTo(EMPTY_CUSTOMER)).collapse(),
    },
    {
      name: 'favourite',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo(FAVOURITE)).menuAction('Add to Favourites');
        const row = await stage.row(FAVOURITE);
        await row.and(stage.page.locator('[aria-posinset="1"]')).waitFor();
        return row;
      },
      clear: ({ workbench }) => workbench.row(FAVOURITE).menuAction('Remove from Favourites'),
    },
    ...arranging,
    {
      name: 'team',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo(CUSTOMER)).expand();
        return stage.row(MEMBER);
      },
    },
    ...menus,
    ...searching,
    ...documents,
    {
      name: 'load-more',
      arrange: async ({ workbench }) => (await workbench.scrollTo('Load more members')).locator,
    },
  ],
};
