import type { Network } from './network.ts';
import type { Transport } from './transport.ts';
import { UndiciTransport } from './undiciTransport.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/** The transport that carries exchanges to an origin the way `network` says. */
export function createTransport(origin: string, network: Network): Transport {
  return new UndiciTransport(origin, network, { connectTimeoutMs: CONNECT_TIMEOUT_MS });
}
