import { root } from '../../scripts/project.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { certificatesFor } from '../support/certificates.ts';
import { startProxy, type ProxyUnderTest } from '../support/proxy.ts';
import { startTlsFront } from '../support/tlsFront.ts';

/** An emulator under a name that only the user's proxy can resolve, with a certificate that nobody vouches for. */
export interface HostBehindProxy {
  /** The user's, to be given to VS Code. */
  readonly settings: Record<string, unknown>;
  proxy: ProxyUnderTest;
  url: string;
}

/** The same, and what ends it. */
export interface StartedHost extends HostBehindProxy {
  readonly stop: () => Promise<void>;
}

/** Puts a proxy and TLS before an emulator. */
export async function startHostBehindProxy(emulator: Emulator): Promise<StartedHost> {
  const proxy = await startProxy(root);
  const { untrusted } = await certificatesFor('partner-api.test');
  const front = await startTlsFront(Number(new URL(emulator.url).port), untrusted);
  return {
    settings: { 'http.proxy': `http://127.0.0.1:${proxy.port}` },
    proxy,
    url: `https://partner-api.test:${front.port}`,
    async stop() {
      await front.stop();
      await proxy.stop();
    },
  };
}

/** The same for all tests of a `describe`. */
export function useHostBehindProxy(emulator: { readonly current: Emulator }): HostBehindProxy {
  const host = { settings: {} } as HostBehindProxy;
  let stop: StartedHost['stop'] | undefined;
  before(async () => {
    const { settings, ...started } = await startHostBehindProxy(emulator.current);
    stop = started.stop;
    // VS Code is handed this very object before there is a proxy.
    Object.assign(host.settings, settings);
    host.proxy = started.proxy;
    host.url = started.url;
  });
  after(() => stop?.());
  return host;
}
