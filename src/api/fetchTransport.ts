import { isTlsCode, networkCode, TransportFailure } from './transportFailure.ts';
import {
  TimedOut,
  TooLarge,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from './transport.ts';

export type Fetch = typeof globalThis.fetch;

/**
 * Exchanges over a `fetch` that finds its own way: VS Code's, which puts a dispatcher of its own into every call and
 * sees proxies that nobody else does. None is passed to it, and so it can be told nothing of proxies or certificates.
 */
export class FetchTransport implements Transport {
  readonly #origin: string;
  readonly #fetch: Fetch;
  readonly #ended = new AbortController();

  constructor(origin: string, fetch: Fetch) {
    this.#origin = origin;
    this.#fetch = fetch;
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    const { method, target, headers, body, timeoutMs, signal } = request;
    signal?.throwIfAborted();
    if (this.#ended.signal.aborted) throw new TransportFailure('closed', { reached: false });
    if (this.#origin.startsWith('https:')) refuseUnverified();
    const given = checked(headers);
    const late = AbortSignal.timeout(Math.ceil(timeoutMs));
    const failed = (error: unknown, answered: boolean): unknown => {
      if (signal?.aborted) return signal.reason;
      if (late.aborted) return new TimedOut();
      if (this.#ended.signal.aborted) return new TransportFailure('closed', { reached: true });
      return (answered ? undefined : notConnected(error)) ?? brokenOff(error);
    };
    try {
      const response = await this.#fetch(this.#origin + target, {
        method,
        headers: given,
        body: body ?? null,
        redirect: 'manual',
        credentials: 'omit',
        signal: AbortSignal.any([...(signal ? [signal] : []), late, this.#ended.signal]),
      });
      return new FetchAnswer(response, (error) => failed(error, true));
    } catch (error) {
      throw failed(error, false);
    }
  }

  /** `fetch` keeps its connections to itself: there is nothing to close. */
  close(): void {
    return;
  }

  destroy(): void {
    this.#ended.abort();
  }
}

class FetchAnswer implements TransportAnswer {
  readonly #response: Response;
  readonly #failed: (error: unknown) => unknown;

  constructor(response: Response, failed: (error: unknown) => unknown) {
    this.#response = response;
    this.#failed = failed;
  }

  get status(): number {
    return this.#response.status;
  }

  /** `fetch` joins what stands there more than once. */
  header(name: string): string | undefined {
    return this.#response.headers.get(name) ?? undefined;
  }

  /** The coding has been taken off by `fetch`, piece by piece: the limit on what comes out bounds the rest. */
  async read(maxBytes: number): Promise<Uint8Array> {
    const body = this.#response.body as AsyncIterable<Uint8Array> | null;
    if (!body) return new Uint8Array();
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const chunk of body) {
        length += chunk.length;
        // Leaving the loop cancels the rest.
        if (length > maxBytes) throw new TooLarge();
        chunks.push(chunk);
      }
    } catch (error) {
      throw error instanceof TooLarge ? error : this.#failed(error);
    }
    return Buffer.concat(chunks, length);
  }

  async discard(): Promise<void> {
    await this.#response.body?.cancel().catch(() => undefined);
  }
}

/** `fetch` would quote the value that it cannot send. */
function checked(headers: Readonly<Record<string, string>>): Headers {
  try {
    return new Headers(headers);
  } catch {
    throw new TransportFailure('invalid', { reached: false });
  }
}

/** This client never goes on unverified, but `fetch` heeds that variable, which all that runs in this process shares. */
function refuseUnverified(): void {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new TransportFailure('proxy', { reached: false, code: 'NODE_TLS_REJECT_UNAUTHORIZED' });
}

/** Codes of a connection that does not come about. Some may also end one that is in use: the system call tells. */
const NOT_CONNECTED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);

/**
 * A failure before anything was sent, if this is one for sure. What `fetch` says of it is in its causes, whose text is
 * looked at and never passed on.
 */
function notConnected(error: unknown): TransportFailure | undefined {
  const code = networkCode(error);
  let connecting = false;
  for (let depth = 0, at = error; depth < 4 && at instanceof Error; depth += 1, at = at.cause) {
    // undici's ProxyAgent, which VS Code uses, has no other place for the status.
    const status = /^Proxy response \((\d{3})\)/.exec(at.message)?.[1];
    if (status !== undefined) {
      return new TransportFailure('proxy', { reached: false, proxyStatus: Number(status) });
    }
    const inner: unknown = at instanceof AggregateError ? at.errors[0] : at;
    const { code: own, syscall } = (inner ?? {}) as NodeJS.ErrnoException;
    if (own === 'UND_ERR_PRX_CONN' || own === 'UND_ERR_PRX_TLS') {
      return new TransportFailure('proxy', { reached: false, code });
    }
    if (own === 'UND_ERR_CONNECT_TIMEOUT') return new TransportFailure('connect', { reached: false, code });
    connecting ||= syscall === 'connect' || syscall === 'getaddrinfo';
  }
  if (code === undefined) return undefined;
  if (isTlsCode(code)) {
    // Unlike a certificate's, an error of the protocol may also come later.
    return new TransportFailure('tls', { reached: /^(ERR_SSL_|EPROTO$)/.test(code), code });
  }
  return connecting && NOT_CONNECTED.has(code)
    ? new TransportFailure('connect', { reached: false, code })
    : undefined;
}

/** Of anything else it is not known how far it came. */
function brokenOff(error: unknown): TransportFailure {
  const code = networkCode(error);
  const malformed = code !== undefined && /^(Z_|ERR_ZLIB|ERR__ERROR_FORMAT|HPE_)/.test(code);
  return new TransportFailure(malformed ? 'malformed' : 'cut', { reached: true, code });
}
