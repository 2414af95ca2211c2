import type { IncomingHttpHeaders } from 'node:http';
import { Client, Pool, type Dispatcher } from 'undici';
import { ACCEPTED_ENCODINGS, decode } from './contentEncoding.ts';
import type { Network } from './network.ts';
import { networkCode, TransportFailure } from './transportFailure.ts';
import {
  TimedOut,
  TooLarge,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from './transport.ts';
import { UndiciConnect } from './undiciConnect.ts';

/** What is taken in of a body before anybody has asked for it, and of one that nobody wants. */
const UNASKED_BYTES = 64 * 1024;

/** Of one body: each takes some 160 bytes of memory, be it a single byte, so that without this 8 MiB would be 1.3 GB. */
const MOST_PIECES = 65_536;

/** As many as may be under way at once: see RequestLimit. */
const CONNECTIONS = 6;

/** Exchanges over undici, the two files that know it being this one and undiciConnect.ts. */
export class UndiciTransport implements Transport {
  readonly #pool: Pool;
  readonly #connect: UndiciConnect;

  constructor(origin: string, network: Network, { connectTimeoutMs }: { readonly connectTimeoutMs: number }) {
    this.#connect = new UndiciConnect(origin, network, connectTimeoutMs);
    this.#pool = new Pool(origin, {
      connect: this.#connect.connector,
      connections: CONNECTIONS,
      factory: (url, options) => new LiveClient(url, options),
      allowH2: false,
      // The request says how long the whole exchange may take.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  send({ method, target, headers, body, timeoutMs, signal }: TransportRequest): Promise<TransportAnswer> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      this.#pool.dispatch(
        {
          method,
          path: target,
          headers: { ...headers, 'accept-encoding': ACCEPTED_ENCODINGS },
          body: body ?? null,
        },
        new Exchange({ timeoutMs, signal }, resolve, reject),
      );
    });
  }

  close(): void {
    void this.#pool.close().then(
      () => {
        this.#connect.end();
      },
      () => undefined,
    );
  }

  destroy(): void {
    void this.#pool.destroy();
    this.#connect.end();
  }
}

/** One connection, which is not opened for an exchange that was given up while it waited for its turn. */
class LiveClient extends Client {
  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (handler instanceof Exchange && handler.ended) return true;
    return super.dispatch(options, handler);
  }
}

/**
 * One exchange at undici's lowest interface, which hands over the bytes as they come and says when the request begins to
 * be written: before that, and only then, is it certain that nothing reached the server. undici's `request` would do
 * neither, and its streams cost more than reading JSON does.
 */
class Exchange implements Dispatcher.DispatchHandler, TransportAnswer {
  readonly #signal: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #resolve: (answer: TransportAnswer) => void;
  readonly #reject: (reason: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #headers: IncomingHttpHeaders = {};
  #chunks: Uint8Array[] = [];
  #length = 0;
  #limit = UNASKED_BYTES;
  #overflow: 'wait' | 'fail' = 'wait';
  /** Undefined while bytes may still come. */
  #end: { readonly failure?: unknown } | undefined;
  #onEnd: (() => void) | undefined;
  status = 0;

  constructor(
    { timeoutMs, signal }: Pick<TransportRequest, 'timeoutMs' | 'signal'>,
    resolve: (answer: TransportAnswer) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(this.#timeOut, timeoutMs);
    signal?.addEventListener('abort', this.#abort, { once: true });
  }

  get ended(): boolean {
    return this.#end !== undefined;
  }

  header(name: string): string | undefined {
    const value = this.#headers[name];
    return typeof value === 'string' ? value : undefined;
  }

  async read(maxBytes: number): Promise<Uint8Array> {
    if (Number(this.#headers['content-length']) > maxBytes || this.#length > maxBytes) {
      this.#tooLarge();
      throw new TooLarge();
    }
    // Mostly it came along with the headers.
    if (!this.#end) await this.#rest(maxBytes);
    if (this.#end && 'failure' in this.#end) throw this.#end.failure;
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#length);
    this.#chunks = [];
    const encoding = this.header('content-encoding');
    return encoding === undefined ? body : decode(body, encoding, maxBytes);
  }

  /** A short body is taken in, so that the connection can be used again. */
  async discard(): Promise<void> {
    if (!this.#end) await this.#rest(UNASKED_BYTES);
    this.#chunks = [];
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Nothing has been written yet, and nothing will be.
    if (this.#end) controller.abort(new Error('given up'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.status = status;
    this.#headers = headers;
    this.#resolve(this);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length <= this.#limit && this.#chunks.length <= MOST_PIECES) return;
    if (this.#overflow === 'wait') controller.pause();
    else this.#tooLarge();
  }

  onResponseEnd(): void {
    this.#finish({});
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#finish({ failure: failureOf(error, this.#controller !== undefined) });
  }

  /** Waits for the end of the body, of which there may be `maxBytes`. */
  #rest(maxBytes: number): Promise<void> {
    this.#limit = maxBytes;
    this.#overflow = 'fail';
    return new Promise((resolve) => {
      this.#onEnd = resolve;
      this.#controller?.resume();
    });
  }

  #tooLarge(): void {
    this.#giveUp(new TooLarge());
  }

  readonly #abort = (): void => {
    this.#giveUp(this.#signal?.reason);
  };

  readonly #timeOut = (): void => {
    this.#giveUp(new TimedOut());
  };

  #giveUp(failure: unknown): void {
    this.#finish({ failure });
    this.#controller?.abort(new Error('given up'));
  }

  #finish(end: { readonly failure?: unknown }): void {
    if (this.#end) return;
    this.#end = end;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#abort);
    // Without effect once there was an answer.
    if ('failure' in end) this.#reject(end.failure);
    this.#onEnd?.();
  }
}

function failureOf(error: Error, reached: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = networkCode(error);
  if (code === 'UND_ERR_INVALID_ARG') return new TransportFailure('invalid', { reached });
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED')
    return new TransportFailure('closed', { reached });
  // undici's own codes say what is wrong with an answer: its length, its headers; HPE_ are those of its parser.
  const malformed = code !== undefined && /^(UND_ERR_|HPE_)/.test(code);
  return new TransportFailure(malformed ? 'malformed' : reached ? 'cut' : 'connect', { reached, code });
}
