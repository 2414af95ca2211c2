import { onPath, type Interception } from '../../../src/emulator/intercept.ts';
import { CUSTOMER, MEMBER } from '../../../test/e2e/fixture.ts';
import type { Act, Scene, Stage } from '../scene.ts';
import { hold, openCustomers } from './opened.ts';

const TEAM = '/custom-user';

let restore: () => void = () => undefined;

/** Has the server answer otherwise when the list is read again, and then as always. */
function refreshedInto(
  name: string,
  answer: Interception,
  shows: (stage: Stage) => ReturnType<Scene['arrange']>,
  readme?: Scene['readme'],
): Scene {
  return {
    name,
    arrange: async (stage) => {
      restore();
      restore = stage.emulator.intercept(onPath(TEAM, answer));
      await stage.workbench.viewAction('Refresh Customers');
      return shows(stage);
    },
    clear: () => {
      restore();
      return Promise.resolve();
    },
    ...(readme && { readme }),
  };
}

/** Lists that are slow, or cannot be read. */
export const trouble: Act = {
  name: 'lists in trouble',
  prepare: openCustomers,
  scenes: [
    {
      name: 'loading',
      arrange: async (stage) => {
        restore = hold(stage.emulator, TEAM);
        await stage.workbench.row(CUSTOMER).expand();
        return stage.row('Loading…');
      },
      clear: async ({ workbench }) => {
        restore();
        await workbench.row(MEMBER).waitFor();
        await workbench.row(CUSTOMER).collapse();
      },
    },
    {
      name: 'failed',
      arrange: async (stage) => {
        restore = stage.emulator.intercept(onPath(TEAM, { body: '{"success":true,"data":[{"_id":' }));
        await stage.openAnew();
        await stage.workbench.row(CUSTOMER).expand();
        return stage.row('Failed: click to retry');
      },
      clear: async ({ workbench }) => {
        restore();
        await workbench.row('Failed: click to retry').click();
        await workbench.row(MEMBER).waitFor();
      },
    },
    refreshedInto('refresh-failed', { status: 500 }, (stage) => stage.row('Refresh failed: click to retry')),
    refreshedInto(
      'rate-limited-row',
      { status: 429, headers: { 'retry-after': '60' } },
      (stage) => stage.row(/^Rate limited, continuing in \d+ s$/),
      {
        name: 'tour/rate-limited',
        layout: { width: 720, height: 420, zoom: 1, sideBar: 392 },
        clip: { x: 48, y: 65, width: 400, height: 110 },
      },
    ),
    {
      name: 'stopped',
      arrange: async (stage) => {
        await stage.workbench.row(/^Rate limited, continuing in \d+ s$/).inlineAction('Cancel');
        return stage.row('Stopped: click to go on');
      },
    },
  ],
};
