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

/** Puts a proxy and TLS before an emulator, for all tests of a `describe`. */
export function useHostBehindProxy(emulator: { readonly current: Emulator }): HostBehindProxy {
  const host = { settings: {} } as HostBehindProxy;
  const ends: (() => Promise<void>)[] = [];
  before(async () => {
    host.proxy = await startProxy(root);
    ends.push(host.proxy.stop);
    host.settings['http.proxy'] = `http://127.0.0.1:${host.proxy.port}`;
    const { untrusted } = await certificatesFor('partner-api.test');
    const front = await startTlsFront(Number(new URL(emulator.current.url).port), untrusted);
    ends.push(front.stop);
    host.url = `https://partner-api.test:${front.port}`;
  });
  after(async () => {
    for (const end of ends.reverse()) await end();
  });
  return host;
}
