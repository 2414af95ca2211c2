import { SYSTEM_CLOCK, type Clock } from './clock.ts';
import { createTransport } from './createTransport.ts';
import { ApiError, isApiError, type ApiErrorDetails, type ApiErrorKind, type CallInfo } from './errors.ts';
import { toApiError } from './failures.ts';
import { parseJson } from './json.ts';
import { DIRECT, type Network } from './network.ts';
import { RequestLimit } from './requestLimit.ts';
import { longestWaitMs, retryAfterMs, waitBeforeRetry } from './retry.ts';
import { TransportFailure } from './transportFailure.ts';
import { unlessAborted } from './unlessAborted.ts';
import { TooLarge, type Transport, type TransportAnswer, type TransportRequest } from './transport.ts';

/** One finished attempt at a call, without any value in it: what a log may record. */
export interface CallRecord extends CallInfo {
  readonly status: number | undefined;
  readonly milliseconds: number;
  readonly outcome: 'ok' | 'cancelled' | ApiErrorKind;
  /** From 1. */
  readonly attempt: number;
}

export interface HttpOptions {
  /** `https://host[:port]`: where every request goes, and nowhere else. */
  readonly origin: string;
  /** How to get there; asked before each attempt, and another object means that it changed. Default: directly. */
  readonly network?: (() => Network) | undefined;
  /** Requests at once by origin, for all clients that share the map. Default: this client's own. */
  readonly limits?: Map<string, RequestLimit> | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Told of every attempt when it has ended, however it ended. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
  /** Told when a call is held back because the server asked for fewer: for how many milliseconds from now. */
  readonly onWait?: ((milliseconds: number) => void) | undefined;
  /** Milliseconds for one attempt, answer included. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Bytes an answer may have. Default 8 MiB: a page of 20 members is about 18 KB. */
  readonly maxAnswerBytes?: number | undefined;
}

export interface HttpRequest {
  readonly method: TransportRequest['method'];
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** A function is asked for each attempt, when its turn has come: what was refused meanwhile is not sent again. */
  readonly bearer: string | (() => Promise<string>);
  readonly signal?: AbortSignal | undefined;
  /** For a call of which the user sees that it waits, and which can be cancelled: waits longer for a server that asks for it. */
  readonly patient?: boolean | undefined;
}

/** An answer with a 2xx status: its parsed JSON body. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The one answer that is known to mean a wrong token although its status is 400 [DOC, reseller]. Only its opening
 * is compared, since the rest differs between versions of the server's database driver.
 */
export function saysWrongToken(message: string): boolean {
  return message.includes('Argument passed in must be a single String of 12 bytes');
}

/** Of an answer that refuses, only so much is looked at. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/** Calls one origin: as often as it makes sense, as many at once as the server takes, each within limits. */
export class Http {
  readonly #options: HttpOptions;
  readonly #clock: Clock;
  readonly #limit: RequestLimit;
  #network: Network | undefined;
  #transport: Transport | undefined;
  /** Closed, but perhaps not yet done with what was under way; settings change a few times in a window's life. */
  readonly #old: Transport[] = [];
  #disposed = false;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    const { origin, limits } = options;
    this.#limit = limits?.get(origin) ?? new RequestLimit(this.#clock);
    limits?.set(origin, this.#limit);
  }

  /**
   * Sends a request, again where its effect allows, and returns what `read` makes of the answer.
   * @throws ApiError for every failure but cancellation, which rejects with the signal's own reason, and whatever
   * keeps the bearer from being had.
   */
  async send<T>(
    request: HttpRequest,
    call: CallInfo,
    read: (answer: HttpAnswer, call: CallInfo) => T,
  ): Promise<T> {
    const { patient = false } = request;
    for (let attempt = 1; ; attempt += 1) {
      this.#announcePause(call, patient);
      const giveBack = await this.#limit.take(request.signal);
      let waitMs: number | undefined;
      try {
        const { bearer: given, signal } = request;
        const bearer = typeof given === 'string' ? given : await unlessAborted(given(), signal);
        const result = await this.#attempt({ ...request, bearer }, call, attempt, read);
        this.#limit.answered();
        return result;
      } catch (error) {
        if (!isApiError(error)) throw error;
        waitMs = waitBeforeRetry(error, attempt, Math.random(), patient);
        if (error.kind === 'rateLimited') {
          this.#limit.refused(waitMs ?? Math.min(error.retryAfterMs ?? 0, longestWaitMs(false)));
          if (waitMs !== undefined) this.#options.onWait?.(waitMs);
        }
        if (waitMs === undefined) throw error;
      } finally {
        giveBack();
      }
      await this.#clock.wait(waitMs, request.signal);
    }
  }

  /** Milliseconds for which the server asked for no requests, as of now. */
  get pauseMs(): number {
    return this.#limit.pauseMs;
  }

  /** @throws ApiError when the server asked for a longer pause than this call is to be kept waiting. */
  #announcePause(call: CallInfo, patient: boolean): void {
    const { pauseMs } = this;
    if (pauseMs > longestWaitMs(patient)) {
      throw new ApiError('rateLimited', call, { retryAfterMs: pauseMs, reached: false });
    }
    if (pauseMs > 0) this.#options.onWait?.(pauseMs);
  }

  /** Ends every connection; calls under way fail. */
  dispose(): void {
    this.#disposed = true;
    for (const transport of [...this.#old, this.#transport]) transport?.destroy();
  }

  async #attempt<T>(
    request: HttpRequest & { bearer: string },
    call: CallInfo,
    attempt: number,
    read: (answer: HttpAnswer, call: CallInfo) => T,
  ): Promise<T> {
    request.signal?.throwIfAborted();
    const started = performance.now();
    let status: number | undefined;
    let outcome: CallRecord['outcome'] = 'ok';
    try {
      const answer = await this.#currentTransport().send(this.#exchangeOf(request));
      status = answer.status;
      if (status < 200 || status >= 300) throw await this.#refusal(answer, call, request.bearer);
      const bytes = await answer.read(this.#options.maxAnswerBytes ?? 8 * 1024 * 1024);
      return read({ status, body: parseJson(bytes, answer, call) }, call);
    } catch (error) {
      if (request.signal?.aborted) {
        outcome = 'cancelled';
        throw request.signal.reason;
      }
      const failure = toApiError(error, call, status);
      outcome = failure.kind;
      throw failure;
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      this.#options.onCall?.({ ...call, status, milliseconds, outcome, attempt });
    }
  }

  #exchangeOf({
    method,
    path,
    query,
    body,
    bearer,
    signal,
  }: HttpRequest & { bearer: string }): TransportRequest {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return {
      method,
      target: path + queryString(query),
      headers: {
        // Both are demanded on every call; without `authtype` the answer is 401 [DOC, reseller].
        authorization: `Bearer ${bearer}`,
        authtype: 'Key',
        accept: 'application/json',
        ...(text !== undefined && { 'content-type': 'application/json' }),
      },
      body: text,
      timeoutMs: this.#options.timeoutMs ?? 30_000,
      signal,
    };
  }

  #currentTransport(): Transport {
    if (this.#disposed) throw new TransportFailure('closed', { reached: false });
    const network = this.#options.network?.() ?? DIRECT;
    if (this.#transport && network === this.#network) return this.#transport;
    if (this.#transport) {
      // What is under way on the old way may end there.
      this.#transport.close();
      this.#old.push(this.#transport);
    }
    this.#network = network;
    this.#transport = createTransport(this.#options.origin, network);
    return this.#transport;
  }

  /** Turns an answer outside 2xx into the error that says what it means. */
  async #refusal(answer: TransportAnswer, call: CallInfo, bearer: string): Promise<ApiError> {
    const { status } = answer;
    if (status === 400) {
      const wrongToken = saysWrongToken(await startOf(answer));
      return new ApiError(wrongToken ? 'unauthorized' : 'rejected', call, { status });
    }
    await answer.discard();
    if (status < 400) {
      const where = describeRedirect(answer.header('location'), call, bearer);
      return new ApiError('unexpectedResponse', call, { status, ...where });
    }
    const retryAfter = retryAfterMs(answer.header('retry-after'), this.#clock.now());
    return new ApiError(kindOfStatus(status), call, { status, retryAfterMs: retryAfter });
  }
}

/** What a refusing status means; also used where an answer carries such a number in its body. */
export function kindOfStatus(status: number): ApiErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rateLimited';
  return status >= 500 ? 'server' : 'rejected';
}

/** What a host is called in a message: short, of few words, so that no key or token can stand there, in parts or whole. */
const NAMEABLE =
  /^https?:\/\/(?=.{1,60}$)(?:[a-z]{1,20}|[a-z0-9-]{1,16})(?:\.(?:[a-z]{1,20}|[a-z0-9-]{1,16})){0,4}(?::\d+)?$/;

/**
 * Redirects are never followed, since the credential would travel along; the target's origin helps to mend it. A
 * server may write anything into it, also a credential, which must not reach a message or the log: what could be one
 * is left out.
 */
function describeRedirect(location: string | undefined, call: CallInfo, bearer: string): ApiErrorDetails {
  if (location === undefined || !URL.canParse(location, call.origin))
    return { detail: 'redirected without a usable target' };
  const { origin, hostname } = new URL(location, call.origin);
  const own = origin === call.origin;
  const short = NAMEABLE.test(origin) && hostname.replaceAll(/[^0-9]/g, '').length <= 12;
  const reflected = bearer.toLowerCase().includes(hostname.replaceAll('.', ''));
  return own || (short && !reflected)
    ? { detail: 'redirected to {0}, not followed', about: origin }
    : { detail: 'redirected elsewhere, not followed' };
}

async function startOf(answer: TransportAnswer): Promise<string> {
  try {
    return Buffer.from(await answer.read(MAX_REFUSAL_BYTES)).toString();
  } catch (error) {
    if (error instanceof TooLarge) return '';
    throw error;
  }
}

/** Half a character, as a server may send it in an id, cannot be encoded; it becomes what a decoder would make of it. */
function encode(value: string | number | boolean): string {
  return encodeURIComponent(typeof value === 'string' ? value.toWellFormed() : value);
}

/** By hand, since `URLSearchParams` takes as long as validating half a page. */
function queryString(query: HttpRequest['query']): string {
  let text = '';
  for (const name in query) {
    const value = query[name];
    if (value !== undefined) text += `${text === '' ? '?' : '&'}${name}=${encode(value)}`;
  }
  return text;
}
