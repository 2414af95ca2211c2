import { onPath, type Interception } from '../../../src/emulator/intercept.ts';
import { addConnectionUnchecked, CUSTOMER } from '../../../test/e2e/fixture.ts';
import { startHostBehindProxy, type StartedHost } from '../../../test/e2e/hostBehindProxy.ts';
import type { Act, Scene, Stage } from '../scene.ts';
import { openCustomers } from './opened.ts';

/** A server that answers the first call otherwise, and what the view then says. */
function answered(name: string, answer: Interception, says: string): Scene {
  return {
    name,
    arrange: async (stage) => {
      const restore = stage.emulator.intercept(onPath('/customer/list', answer));
      await stage.openAnew();
      const said = await stage.says(says);
      restore();
      return said;
    },
    clear: (stage) => recover(stage),
  };
}

async function recover({ workbench }: Stage): Promise<void> {
  await workbench.viewAction('Refresh Customers');
  await workbench.row(CUSTOMER).waitFor();
}

/** Each state of a connection, in view and status bar. */
export const states: Act = {
  name: 'states',
  prepare: openCustomers,
  scenes: [
    answered('forbidden', { status: 403 }, 'does not let it read the customers'),
    answered(
      'rate-limited',
      { status: 429, headers: { 'retry-after': '3000' } },
      'The server asked for fewer calls',
    ),
    answered('unreachable', 'reset', 'The server could not be reached'),
    {
      name: 'doctor-failed',
      arrange: async (stage) => {
        const restore = stage.emulator.intercept(() => 'reset');
        await stage.run('Diagnose Connection…');
        await stage.told('failed');
        restore();
        return stage.reads('Connection Doctor: Agency');
      },
    },
    answered(
      'no-customers',
      { headers: { 'content-type': 'application/json' }, body: '{"success":true,"data":[]}' },
      'This partner account has no customers yet',
    ),
    {
      name: 'key-rejected',
      arrange: async (stage) => {
        stage.emulator.state.partnerKeyRejected = true;
        await stage.openAnew();
        await stage.says('The server refused the partner key');
        return stage.told('refused the partner key');
      },
    },
    {
      name: 'key-rejected-actions',
      arrange: async (stage) => {
        await stage.run('Show Connection Actions…');
        return stage.offered(/Update Partner Key…/);
      },
    },
    {
      name: 'key-missing',
      arrange: async (stage) => {
        stage.emulator.state.partnerKeyRejected = false;
        // Where a browser keeps the secrets of all extensions.
        await stage.page.evaluate(`localStorage.removeItem('secrets.provider')`);
        await stage.openAnew();
        return stage.says('is not in VS Code');
      },
    },
  ],
};

let host: StartedHost;

/** A host that is reached through a proxy, with a certificate that nobody vouches for. */
export const proxied: Act = {
  name: 'behind a proxy',
  settings: async (emulator) => {
    host = await startHostBehindProxy(emulator);
    return host.settings;
  },
  end: () => host.stop(),
  prepare: async ({ workbench, emulator }) => {
    await addConnectionUnchecked(workbench, { ...emulator, url: host.url }, 'Agency');
    await workbench.statusBarItem('not trusted').waitFor();
  },
  scenes: [
    { name: 'untrusted', arrange: (stage) => stage.says("The server's certificate is not trusted") },
    {
      name: 'untrusted-why',
      arrange: async (stage) => {
        await stage.workbench.viewAction('Refresh Customers');
        return stage.told('was not trusted, and nothing was sent');
      },
    },
    {
      name: 'proxy-failed',
      arrange: async (stage) => {
        await host.proxy.stop();
        await stage.workbench.viewAction('Refresh Customers');
        await stage.told('could not be reached');
        return stage.says('A proxy did not let calls through');
      },
    },
  ],
};
