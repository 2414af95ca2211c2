import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { TransportFailure } from '../../src/api/transportFailure.ts';
import type { Transport, TransportRequest } from '../../src/api/transport.ts';
import type { Authority, ServerCertificate } from './certificates.ts';

export interface ServerUnderTest {
  readonly port: number;
  /** What reached it, in order. */
  readonly requests: readonly IncomingMessage[];
  /** Waits for the first of them. */
  reached(): Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Keeps things for as long as a test lasts, and ends them after it, the latest first. */
export function useUntilEnd(): <T>(thing: T, end: (thing: T) => unknown) => T {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return (thing, end) => {
    ends.push(() => end(thing));
    return thing;
  };
}

/** A server on a free port of this machine: in clear, or over TLS with a certificate. */
export async function serve(
  listener: RequestListener = (_request, response) => response.end('{}'),
  certificate?: ServerCertificate,
): Promise<ServerUnderTest> {
  const requests: IncomingMessage[] = [];
  const { promise: first, resolve: tellFirst } = Promise.withResolvers<undefined>();
  const recording: RequestListener = (request, response) => {
    requests.push(request);
    tellFirst(undefined);
    listener(request, response);
  };
  const server: Server = certificate ? createTlsServer(certificate, recording) : createServer(recording);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    async reached() {
      await first;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Has this process trust an authority, as NODE_EXTRA_CA_CERTS would; returns what ends that. */
export function trust(authority: Authority): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, authority.pem]);
  return () => {
    setDefaultCACertificates(before);
  };
}

export const SECRET = 'key-that-nobody-may-see';

export function request(also: Partial<TransportRequest> = {}): TransportRequest {
  return {
    method: 'GET',
    target: '/customer/list?page=1',
    headers: { authorization: `Bearer ${SECRET}`, authtype: 'Key' },
    body: undefined,
    timeoutMs: 10_000,
    signal: undefined,
    ...also,
  };
}

/** Carries an exchange and returns its body as text. */
export async function text(transport: Transport, also?: Partial<TransportRequest>): Promise<string> {
  const answer = await transport.send(request(also));
  return Buffer.from(await answer.read(1024 * 1024)).toString();
}

/** How an exchange fails; nothing of what was sent may be in the error. */
export async function failure(promise: Promise<unknown>): Promise<TransportFailure> {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TransportFailure, String(error));
  assert.ok(!JSON.stringify([error, error.message, error.stack, error.cause]).includes(SECRET));
  return error;
}

/** Answers `/coding` with the body of that coding. */
export function answering(bodies: Readonly<Record<string, Buffer>>): RequestListener {
  return (asked, response) => {
    const coding = decodeURIComponent(asked.url ?? '').slice(1);
    response.writeHead(200, { 'content-encoding': coding }).end(bodies[coding]);
  };
}
