import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal, type Answer } from './answer.ts';
import { identify, type Caller } from './caller.ts';
import { readBody, withoutCredentials, type Observer } from './exchange.ts';
import { firstInterception, type Interceptor, type RawReply } from './intercept.ts';
import { intervene, rawReply, send } from './reply.ts';
import { route, type RouteCall } from './routes.ts';
import type { SeedOptions } from './seed.ts';
import { DEFAULT_SETTINGS, type EmulatorSettings } from './settings.ts';
import { shaped } from './shape.ts';
import { EmulatorState } from './state.ts';

/** How to start; every part has a default. */
export interface EmulatorOptions extends Partial<EmulatorSettings>, SeedOptions {
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** The key that counts as the agency admin's; random at each start unless given. */
  readonly partnerKey?: string;
}

/** A call that arrived, in the order of arrival. No credential is ever kept. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Whose credential came with it: it may still be the wrong one for the call, as `status` tells. */
  readonly credential: Caller['kind'];
  /** The HTTP status answered; `undefined` while, or because, there is no answer. */
  readonly status: number | undefined;
}

/** A running emulator of the Partner API. */
export interface Emulator {
  /** Its origin, such as `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  readonly partnerKey: string;
  /** What the service holds and how it behaves; may be changed at any time. */
  readonly state: EmulatorState;
  /** The calls so far; of very many only the latest. */
  readonly requests: readonly RecordedRequest[];
  /** Puts an interceptor before all calls to come. Returns what takes it away again. */
  readonly intercept: (interceptor: Interceptor) => () => void;
  /** Tells an observer of all exchanges to come. Returns what ends that. */
  readonly observe: (observer: Observer) => () => void;
  /** Closes the port and every connection, idle or busy. May be called twice. */
  readonly stop: () => Promise<void>;
}

/** Enough for any test; a bound, because the emulator may run for as long as an editor does. */
const REQUESTS_KEPT = 10_000;

/** Starts an emulator on the loopback interface; it listens when the promise resolves. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, partnerKey = randomKey(), seed, customers, members, ...settings } = options;
  const state = new EmulatorState({ ...DEFAULT_SETTINGS, ...settings }, { seed, customers, members });
  const requests: RecordedRequest[] = [];
  const interceptors: Interceptor[] = [];
  const observers = new Set<Observer>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const caller = identify(state, partnerKey, request.headers);
    const { method = 'GET' } = request;
    const path = url.pathname;
    const query = Object.fromEntries(url.searchParams);
    const record = { method, path, query, credential: caller.kind, status: undefined as number | undefined };
    requests.push(record);
    if (requests.length > REQUESTS_KEPT) requests.splice(0, REQUESTS_KEPT / 2);
    const noteStatus = () => {
      if (response.headersSent) record.status = response.statusCode;
    };
    response.on('close', noteStatus);
    const body = await readBody(request);

    if (state.settings.delayMs > 0) await wait(state.settings.delayMs, undefined, { ref: false });
    const origin = `http://127.0.0.1:${request.socket.localPort ?? port}`;
    const interception = await firstInterception(interceptors, { origin, method, path, query, body });
    const contentType = request.headers['content-type'] ?? '';
    const usual = () => answer(state, { method, path, query: url.searchParams, body, contentType, caller });
    const reply =
      interception === undefined
        ? send(response, usual())
        : await intervene(interception, request, response, usual);
    // Before the client can know: a test may look at the record as soon as it has its answer.
    noteStatus();
    const headers = withoutCredentials(request.headers);
    const intercepted = interception !== undefined;
    for (const observer of observers) observer({ method, path, query, headers, body, reply, intercepted });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // After the answer only an observer can fail, and no client hears of that: a test's runner must.
      if (response.headersSent) throw error;
      const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
      send(response, rawReply(shaped(refusal.toAnswer(), state.settings)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${actualPort}`,
    partnerKey,
    state,
    requests,
    intercept(interceptor) {
      interceptors.unshift(interceptor);
      return () => {
        const index = interceptors.indexOf(interceptor);
        if (index >= 0) interceptors.splice(index, 1);
      };
    },
    observe(observer) {
      observers.add(observer);
      return () => observers.delete(observer);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Made anew at each start, so that no key stands in a source file or a bundle. */
function randomKey(): string {
  return `sample-key-${randomBytes(24).toString('hex')}`;
}

function answer(state: EmulatorState, call: RouteCall): Required<RawReply> {
  return rawReply(shaped(answerOf(state, call), state.settings));
}

function answerOf(state: EmulatorState, call: RouteCall): Answer {
  try {
    return route(state, call);
  } catch (error) {
    if (error instanceof Refusal) return error.toAnswer();
    throw error;
  }
}
