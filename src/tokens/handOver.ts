import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A value that waits at an address of this machine to be taken once. */
export interface HandOver {
  readonly url: string;
  /** Whether it was taken before its time was up. */
  readonly taken: Promise<boolean>;
  /** Ends the waiting. */
  dispose(): void;
}

/** Whoever guesses gets few tries; the address has 256 bits. */
const TRIES = 3;

/**
 * Serves a value once, on loopback, at an address that nobody can guess, and then no more. What a browser sends is
 * refused: no page on the network may take it, should it learn the address.
 * @param lifetime milliseconds
 */
export async function handOver(value: string, lifetime: number): Promise<HandOver> {
  const code = randomBytes(32).toString('base64url');
  const { promise: taken, resolve } = Promise.withResolvers<boolean>();
  let tries = TRIES;
  let served = false;
  let authority = '';
  const server = createServer({ requestTimeout: lifetime, headersTimeout: lifetime }, (request, response) => {
    response.setHeader('connection', 'close');
    response.setHeader('cache-control', 'no-store');
    if (served || !isMeant(request, authority, code)) {
      response.writeHead(404).end();
      tries -= 1;
      if (tries === 0 && !served) stop();
      return;
    }
    served = true;
    clearTimeout(timer);
    server.close();
    response.end(value, () => {
      resolve(true);
    });
  });
  const stop = (): void => {
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
    resolve(false);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timer = setTimeout(stop, lifetime);
  authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${authority}/${code}`,
    taken,
    dispose: stop,
  };
}

function isMeant({ method, url = '', headers }: IncomingMessage, authority: string, code: string): boolean {
  if (method !== 'GET' || headers.host !== authority) return false;
  if (headers.origin !== undefined || headers['sec-fetch-mode'] !== undefined) return false;
  const [asked, meant] = [Buffer.from(url), Buffer.from(`/${code}`)];
  return asked.length === meant.length && timingSafeEqual(asked, meant);
}
