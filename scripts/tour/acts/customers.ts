import { CUSTOMER } from '../../../test/e2e/fixture.ts';
import type { Act, Scene, Stage } from '../scene.ts';
import { openCustomers } from './opened.ts';

const NEW = 'Harbour Bakery';

async function beginToCreate(stage: Stage, email = 'front.desk@harbour-bakery.example'): Promise<void> {
  await stage.run('Create Customer…');
  await stage.asked('Name of the customer');
  await stage.quickInput.submit(NEW);
  await stage.asked('E-mail address');
  await stage.quickInput.submit(email);
}

const creating: readonly Scene[] = [
  {
    name: 'create-1-name',
    arrange: async (stage) => {
      await stage.run('Create Customer…');
      return stage.asked('Name of the customer');
    },
  },
  {
    name: 'create-2-email',
    arrange: async (stage) => {
      await beginToCreate(stage, 'harbour');
      return stage.asked('Enter an e-mail address');
    },
  },
  {
    name: 'create-3-password',
    arrange: async (stage) => {
      await beginToCreate(stage);
      return stage.offered(/^Type a Password/);
    },
  },
  {
    name: 'create-4-typed',
    arrange: async (stage) => {
      await beginToCreate(stage);
      await stage.quickInput.choose(/^Type a Password/);
      return stage.asked('It is sent once');
    },
  },
  {
    name: 'create-4-generated',
    arrange: async (stage) => {
      await beginToCreate(stage);
      await stage.quickInput.choose(/^Generate a Strong Password/);
      return stage.asked('Copy the password now');
    },
  },
  {
    name: 'created',
    arrange: async (stage) => {
      await beginToCreate(stage, `desk${String(Date.now())}@harbour-bakery.example`);
      await stage.quickInput.choose(/^Generate a Strong Password/);
      await stage.asked('Copy the password now');
      await stage.quickInput.input.press('Enter');
      return stage.told(`Created ${NEW}`);
    },
  },
];

/** Customers that are created, changed and deleted. */
export const customers: Act = {
  name: 'customers',
  prepare: openCustomers,
  scenes: [
    ...creating,
    {
      name: 'edit-customer',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo(CUSTOMER)).menuAction('Edit Customer…');
        return stage.offered(/^Status/);
      },
    },
    {
      name: 'edit-customer-status',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo(CUSTOMER)).menuAction('Edit Customer…');
        await stage.quickInput.choose(/^Status/);
        return stage.asked('New status');
      },
    },
    {
      name: 'edit-customer-name',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo(CUSTOMER)).menuAction('Edit Customer…');
        await stage.quickInput.choose(/^Name/);
        return stage.asked('New name');
      },
    },
    {
      name: 'delete-customer',
      arrange: async (stage) => {
        await (await stage.workbench.scrollTo(CUSTOMER)).menuAction('Delete Customer…');
        return stage.confirms('Delete the customer');
      },
    },
    {
      name: 'delete-production',
      arrange: async (stage) => {
        await stage.run('Edit Connection…');
        await stage.quickInput.choose(/^Label/);
        await stage.asked('Label: Agency');
        await stage.quickInput.choose(/^Production/);
        await stage.workbench.statusBarItem('Production').waitFor();
        await (await stage.workbench.scrollTo(CUSTOMER)).menuAction('Delete Customer…');
        return stage.asked('To delete it, type its name');
      },
    },
  ],
};

/** One page at a time. */
export const pages: Act = {
  name: 'pages',
  emulator: { meta: 'totals' },
  settings: () => Promise.resolve({ 'partnerConsole.paging': 'pages' }),
  prepare: openCustomers,
  scenes: [
    {
      name: 'page',
      arrange: async (stage) => {
        await stage.workbench.viewAction('Next Page');
        return stage.row('Page 2 of about 4');
      },
    },
    {
      name: 'go-to-page',
      arrange: async (stage) => {
        await stage.run('Go to Page…');
        return stage.asked(/From 1 to about 4/);
      },
    },
  ],
};
