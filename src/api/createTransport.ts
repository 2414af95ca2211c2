import { AutoTransport } from './autoTransport.ts';
import { FetchTransport, type Fetch } from './fetchTransport.ts';
import type { Network } from './network.ts';
import type { Transport } from './transport.ts';
import { TransportFailure } from './transportFailure.ts';
import { UndiciTransport } from './undiciTransport.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** Shorter where another way is tried next, so that nobody waits a minute for a host that swallows connections. */
const FIRST_CONNECT_TIMEOUT_MS = 5_000;

/** VS Code replaces it after this was loaded, and may do so again: it is looked up for each call. */
const currentFetch: Fetch = (...call) => globalThis.fetch(...call);

/** The transport that carries exchanges to an origin the way `network` says. */
export function createTransport(origin: string, network: Network, fetch: Fetch = currentFetch): Transport {
  const { transport, unusableProxy } = network;
  const overFetch = (): Transport => new FetchTransport(origin, fetch);
  if (transport === 'vscode') return overFetch();
  if (unusableProxy !== undefined) {
    return transport === 'auto' ? overFetch() : new NoTransport(unusableProxy);
  }
  const overUndici = (connectTimeoutMs: number): Transport =>
    new UndiciTransport(origin, network, { connectTimeoutMs });
  return transport === 'auto'
    ? new AutoTransport(overUndici(FIRST_CONNECT_TIMEOUT_MS), overFetch)
    : overUndici(CONNECT_TIMEOUT_MS);
}

/** For a proxy that cannot be used: going around it is not what the user has asked for. */
class NoTransport implements Transport {
  readonly #problem: string;

  constructor(problem: string) {
    this.#problem = problem;
  }

  send(): Promise<never> {
    return Promise.reject(new TransportFailure('proxy', { reached: false, problem: this.#problem }));
  }

  close(): void {
    return;
  }

  destroy(): void {
    return;
  }
}
