import { lookup } from 'node:dns/promises';
import { TLSSocket } from 'node:tls';
import { certificateFacts, type CertificateFacts } from './certificate.ts';
import { createTransport } from './createTransport.ts';
import { CUSTOMERS_PATH } from './customers.ts';
import { dial, DialError } from './dial.ts';
import type { CallInfo } from './errors.ts';
import { toApiError } from './failures.ts';
import type { Network } from './network.ts';
import { TimedOut } from './transport.ts';
import { networkCode, TransportFailure } from './transportFailure.ts';
import { endpointOf, UndiciConnect } from './undiciConnect.ts';

export interface ProbeOptions {
  readonly origin: string;
  readonly network: Network;
  /** Milliseconds for each question. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks how far one can get on the way to an origin, one stretch at a time and each on a connection of its own. Knows no
 * key, and but for {@link ask} sends nothing of HTTP to the host. Every question rejects with the `ApiError` that a call
 * would have failed with, or with the signal's reason when cancelled.
 */
export class Probe {
  readonly #options: ProbeOptions;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /** Addresses of the name that comes first on the way: the proxy's where there is one. */
  lookUp(): Promise<readonly string[]> {
    return this.#within(async (signal) => {
      const { hostname } = this.#first();
      const found = lookup(hostname, { all: true }).then((all) => all.map(({ address }) => address));
      // It cannot be cancelled; what it finds later interests nobody.
      found.catch(() => undefined);
      return await Promise.race([found, whenAborted(signal)]);
    });
  }

  /** Opens a connection to what comes first on the way, and closes it. */
  reach(): Promise<void> {
    return this.#within(async (signal) => {
      const { hostname, port } = this.#first();
      const { timeoutMs } = this.#options;
      (await dial({ hostname, port, tls: undefined, timeoutMs, signal })).destroy();
    });
  }

  /** Has the proxy open a tunnel to the host. */
  openTunnel(): Promise<void> {
    const { proxy } = this.#options.network;
    return this.#connecting(this.#options.network, async (connect) => {
      if (proxy) (await connect.openTunnel(proxy)).destroy();
    });
  }

  /** Shakes hands with the host, and tells of the certificate that was trusted; also where calls would trust any. */
  shakeHands(): Promise<{ readonly certificate: CertificateFacts | undefined; readonly protocol: string }> {
    return this.#connecting({ ...this.#options.network, verifyThroughProxy: true }, async (connect) => {
      const socket = await connect.connect();
      try {
        if (!(socket instanceof TLSSocket)) return { certificate: undefined, protocol: 'no TLS' };
        const certificate = certificateFacts(socket.getPeerCertificate(true));
        return { certificate, protocol: socket.getProtocol() ?? 'TLS' };
      } finally {
        socket.destroy();
      }
    });
  }

  /** Asks for customers without a key, which nobody should be given; returns the status of the answer. */
  ask(): Promise<number> {
    const { origin, network, timeoutMs } = this.#options;
    return this.#within(async (signal) => {
      const transport = createTransport(origin, network);
      try {
        const answer = await transport.send({
          method: 'GET',
          target: `${CUSTOMERS_PATH}?page=1`,
          headers: { authtype: 'Key', accept: 'application/json' },
          body: undefined,
          timeoutMs,
          signal,
        });
        return answer.status;
      } finally {
        transport.destroy();
      }
    });
  }

  #connecting<T>(network: Network, work: (connect: UndiciConnect) => Promise<T>): Promise<T> {
    return this.#within(async (signal) => {
      const { origin, timeoutMs } = this.#options;
      const connect = new UndiciConnect(origin, network, timeoutMs);
      const end = (): void => {
        connect.end();
      };
      signal.addEventListener('abort', end, { once: true });
      try {
        return await work(connect);
      } finally {
        signal.removeEventListener('abort', end);
        connect.end();
      }
    });
  }

  #first(): ReturnType<typeof endpointOf> {
    const { origin, network } = this.#options;
    return endpointOf(new URL(network.proxy?.url ?? origin));
  }

  async #within<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { origin, network, signal, timeoutMs } = this.#options;
    const call: CallInfo = { method: 'GET', path: CUSTOMERS_PATH, origin, credential: 'partnerKey' };
    const timeOut = new AbortController();
    const timer = setTimeout(() => {
      timeOut.abort(new TimedOut());
    }, timeoutMs);
    try {
      signal.throwIfAborted();
      return await work(AbortSignal.any([signal, timeOut.signal]));
    } catch (error) {
      signal.throwIfAborted();
      const failure = timeOut.signal.aborted ? new TimedOut() : failureOf(error, network);
      throw toApiError(failure, call, undefined);
    } finally {
      clearTimeout(timer);
    }
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

/** What comes from Node or from `dial`, in the words of the transports. */
function failureOf(error: unknown, { proxy }: Network): TransportFailure | TimedOut {
  if (error instanceof TransportFailure || error instanceof TimedOut) return error;
  const code = error instanceof DialError ? error.code : networkCode(error);
  return new TransportFailure(proxy ? 'proxy' : 'connect', { reached: false, code, proxy: proxy?.url });
}
