import { addConnection, CUSTOMER } from '../../../test/e2e/fixture.ts';
import type { Act, Scene } from '../scene.ts';

/** A scene that is the first question of a command. */
function command(name: string, title: string, offers: string | RegExp): Scene {
  return {
    name,
    arrange: async (stage) => {
      await stage.run(title);
      return stage.offered(offers);
    },
  };
}

/** A scene that is the question for one of the choices of a connection. */
function choice(name: string, of: RegExp, offers: string | RegExp): Scene {
  return {
    name,
    arrange: async (stage) => {
      await stage.run('Edit Connection…');
      await stage.quickInput.choose(of);
      return stage.offered(offers);
    },
  };
}

/** Connections that are in use, changed and examined. */
export const connections: Act = {
  name: 'connections',
  prepare: async ({ workbench, emulator }) => {
    await addConnection(workbench, emulator, 'Other Agency');
    await workbench.row(CUSTOMER).waitFor();
    await addConnection(workbench, emulator, 'Harbour Agency');
    await workbench.row(CUSTOMER).waitFor();
  },
  scenes: [
    command('actions', 'Show Connection Actions…', /Fetch Token…/),
    command('switch', 'Switch Connection…', /Other Agency/),
    command('edit-connection', 'Edit Connection…', /^Read-only/),
    choice('edit-label', /^Label/, /^Production/),
    choice('edit-read-only', /^Read-only/, /^Read-only/),
    choice('edit-authorizes', /^What authorizes/, /^The partner key/),
    choice('edit-path', /^Path that creates/, /^\/customer\/create/),
    choice('edit-fetching', /^Fetching of/, /^After asking/),
    {
      name: 'rename',
      arrange: async (stage) => {
        await stage.run('Rename Connection…');
        return stage.asked('How the connection is called');
      },
    },
    {
      name: 'production',
      arrange: async (stage) => {
        await stage.run('Edit Connection…');
        await stage.quickInput.choose(/^Label/);
        await stage.asked('Label: Harbour Agency');
        await stage.quickInput.choose(/^Production/);
        await stage.workbench.statusBarItem('Production').waitFor();
        await stage.run('Edit Connection…');
        await stage.quickInput.choose(/^Read-only/);
        await stage.asked('Read-Only: Harbour Agency');
        await stage.quickInput.choose(/^Read-only/);
        const item = stage.workbench.statusBarItem('read-only');
        await item.waitFor();
        return item;
      },
      readme: {
        name: 'tour/production',
        layout: { width: 720, height: 420, zoom: 1, sideBar: 392 },
        clip: { x: 0, y: 360, width: 440, height: 60 },
      },
    },
    {
      name: 'status-tooltip',
      fleeting: true,
      arrange: async ({ workbench, page }) => {
        await workbench.statusBarItem('Harbour Agency').hover();
        const hover = page.locator('.workbench-hover', { hasText: 'no saved tokens' });
        await hover.waitFor();
        return hover;
      },
    },
    {
      name: 'remove-question',
      arrange: async (stage) => {
        await stage.run('Remove Connection…');
        return stage.confirms('Remove the connection');
      },
    },
    {
      name: 'read-only-refusal',
      arrange: async (stage) => {
        await stage.run('Create Customer…');
        return stage.told('is read-only, so nothing was sent');
      },
    },
    command('doctor-which', 'Diagnose Connection…', /^Other Agency/),
    {
      name: 'doctor',
      arrange: async (stage) => {
        await stage.run('Diagnose Connection…');
        await stage.quickInput.choose(/^Other Agency/);
        await stage.told('All is well');
        return stage.reads('Connection Doctor: Other Agency');
      },
      readme: {
        name: 'tour/doctor',
        layout: { width: 900, height: 520, zoom: 1, sideBar: 200 },
        clip: { x: 275, y: 75, width: 570, height: 195 },
      },
    },
    {
      name: 'diagnostics',
      arrange: async (stage) => {
        await stage.run('Copy Diagnostics…');
        return stage.told('This is what would be copied');
      },
    },
    {
      name: 'log',
      arrange: async (stage) => {
        await stage.run('Show Log');
        const line = stage.page.locator('.part.panel').getByText('/customer/list').first();
        await line.waitFor();
        return line;
      },
      clear: async ({ workbench }) => {
        await workbench.runCommand('View: Toggle Panel Visibility');
      },
    },
    {
      name: 'delete-all',
      arrange: async (stage) => {
        await stage.run('Delete All Stored Secrets…');
        return stage.confirms('Delete all secrets');
      },
    },
  ],
};
