import { SYSTEM_CLOCK, type Clock } from './clock.ts';
import { createTransport } from './createTransport.ts';
import { ApiError, isApiError, type ApiErrorKind, type CallInfo } from './errors.ts';
import { toApiError } from './failures.ts';
import { parseJson } from './json.ts';
import { DIRECT, type Network } from './network.ts';
import { RequestLimit } from './requestLimit.ts';
import { refusal } from './refusal.ts';
import { longestWaitMs, waitBeforeRetry } from './retry.ts';
import { TransportFailure } from './transportFailure.ts';
import { unlessAborted } from './unlessAborted.ts';
import type { Transport, TransportRequest } from './transport.ts';

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
    const { patient = false, bearer: given, signal } = request;
    for (let attempt = 1; ; attempt += 1) {
      this.#announcePause(call, patient);
      signal?.throwIfAborted();
      const giveBack = this.#limit.takeAtOnce() ?? (await this.#limit.take(signal));
      let waitMs: number | undefined;
      try {
        const bearer = typeof given === 'string' ? given : await unlessAborted(given(), signal);
        const result = await this.#attempt(request, bearer, call, attempt, read);
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
      await this.#clock.wait(waitMs, signal);
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
    request: HttpRequest,
    bearer: string,
    call: CallInfo,
    attempt: number,
    read: (answer: HttpAnswer, call: CallInfo) => T,
  ): Promise<T> {
    request.signal?.throwIfAborted();
    const started = performance.now();
    let status: number | undefined;
    let outcome: CallRecord['outcome'] = 'ok';
    try {
      const answer = await this.#currentTransport().send(this.#exchangeOf(request, bearer));
      status = answer.status;
      if (status < 200 || status >= 300) {
        throw await refusal(answer, call, bearer, this.#clock.now());
      }
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

  #exchangeOf({ method, path, query, body, signal }: HttpRequest, bearer: string): TransportRequest {
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
}

/** Half a character, as a server may send it in an id, cannot be encoded; it becomes what a decoder would make of it. */
function encode(value: string | number | boolean): string {
  return typeof value === 'string' ? encodeURIComponent(value.toWellFormed()) : String(value);
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
