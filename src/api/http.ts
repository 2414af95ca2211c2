import { Agent, errors } from 'undici';
import { ApiError, type ApiErrorKind, type CallInfo } from './errors.ts';

/** One finished call, without any value in it: what a log may record. */
export interface CallRecord extends CallInfo {
  readonly status: number | undefined;
  readonly milliseconds: number;
  readonly outcome: 'ok' | 'cancelled' | ApiErrorKind;
}

export interface HttpOptions {
  /** `https://host[:port]`: where every request goes, and nowhere else. */
  readonly origin: string;
  /** Told of every call when it has ended, however it ended. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
  /** Milliseconds for a whole call, answer included. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Bytes an answer may have. Default 8 MiB: a page of 20 members is about 18 KB. */
  readonly maxAnswerBytes?: number | undefined;
}

export interface HttpRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly bearer: string;
  readonly signal?: AbortSignal | undefined;
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

const MAX_ERROR_BYTES = 64 * 1024;

/** Reads from one origin over undici. The only file that knows undici. */
export class Http {
  readonly #options: HttpOptions;
  readonly #agent: Agent;
  readonly #timeoutMs: number;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#agent = new Agent({
      connect: { timeout: Math.min(10_000, this.#timeoutMs) },
      maxResponseSize: options.maxAnswerBytes ?? 8 * 1024 * 1024,
    });
  }

  /**
   * Sends a GET and returns the JSON of a 2xx answer.
   * @throws ApiError for every failure but cancellation, which rejects with the signal's own reason.
   */
  async get(request: HttpRequest, call: CallInfo): Promise<HttpAnswer> {
    request.signal?.throwIfAborted();
    const started = performance.now();
    const seen: { status?: number } = {};
    let outcome: CallRecord['outcome'] = 'ok';
    try {
      return await this.#exchange(request, call, seen);
    } catch (error) {
      if (request.signal?.aborted) {
        outcome = 'cancelled';
        throw request.signal.reason;
      }
      const failure = toApiError(error, call, seen.status);
      outcome = failure.kind;
      throw failure;
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      this.#options.onCall?.({ ...call, status: seen.status, milliseconds, outcome });
    }
  }

  /** Ends every connection; calls under way fail. */
  dispose(): void {
    void this.#agent.destroy();
  }

  async #exchange(request: HttpRequest, call: CallInfo, seen: { status?: number }): Promise<HttpAnswer> {
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    const answer = await this.#agent.request({
      origin: this.#options.origin,
      path: request.path + queryString(request.query),
      method: 'GET',
      headers: {
        // Both are demanded on every call; without `authtype` the answer is 401 [DOC, reseller].
        authorization: `Bearer ${request.bearer}`,
        authtype: 'Key',
        accept: 'application/json',
      },
      signal: request.signal ? AbortSignal.any([request.signal, deadline]) : deadline,
    });
    seen.status = answer.statusCode;
    if (answer.statusCode >= 200 && answer.statusCode < 300) {
      return {
        status: answer.statusCode,
        body: parseJson(await answer.body.text(), call, answer.statusCode),
      };
    }
    throw await refusal(answer, call, request.bearer);
  }
}

type Answer = Awaited<ReturnType<Agent['request']>>;

/** Turns an answer outside 2xx into the error that says what it means. */
async function refusal(
  { statusCode: status, headers, body }: Answer,
  call: CallInfo,
  bearer: string,
): Promise<ApiError> {
  if (status < 400) {
    await body.dump();
    return new ApiError('unexpectedResponse', call, {
      status,
      detail: describeRedirect(headers['location'], call, bearer),
    });
  }
  const wrongToken = status === 400 && saysWrongToken(await startOf(body));
  if (status !== 400) await body.dump();
  const retryAfter = Number(headers['retry-after']);
  return new ApiError(wrongToken ? 'unauthorized' : kindOfStatus(status), call, {
    status,
    retryAfterMs: status === 429 && retryAfter >= 0 ? retryAfter * 1000 : undefined,
  });
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

/**
 * Redirects are never followed, since the credential would travel along; the target's origin helps to mend it. A
 * server may write anything into it, also the credential it was sent, which must not reach a message or the log.
 */
function describeRedirect(location: string | string[] | undefined, call: CallInfo, bearer: string): string {
  const usable = typeof location === 'string' && URL.canParse(location, call.origin);
  const origin = usable ? new URL(location, call.origin).origin : '';
  return origin === '' || origin.includes(bearer.toLowerCase())
    ? 'redirected without a usable target'
    : `redirected to ${origin}, not followed`;
}

async function startOf(body: Answer['body']): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += String(chunk);
    if (text.length > MAX_ERROR_BYTES) break;
  }
  return text;
}

function queryString(query: HttpRequest['query']): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return given.size > 0 ? `?${given.toString()}` : '';
}

function parseJson(text: string, call: CallInfo, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body: not for an error.
    const detail = text.trim() === '' ? 'an empty body' : 'a body that is not JSON';
    throw new ApiError('unexpectedResponse', call, { status, detail });
  }
}

function toApiError(error: unknown, call: CallInfo, status: number | undefined): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return new ApiError('unexpectedResponse', call, { status, detail: 'an answer over the size limit' });
  }
  if (
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    isTimeout(error)
  ) {
    return new ApiError('timeout', call, { status });
  }
  if (error instanceof errors.InvalidArgumentError) {
    return new ApiError('unexpectedResponse', call, { detail: 'a token that cannot stand in a request' });
  }
  return new ApiError('network', call, { status, code: networkCode(error) });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** The first code of a chain of causes that looks like one; anything else might quote what was sent. */
function networkCode(error: unknown): string | undefined {
  for (let depth = 0, at = error; depth < 4 && at instanceof Error; depth += 1, at = at.cause) {
    const inner = at instanceof AggregateError ? (at.errors[0] as unknown) : at;
    const code = (inner as { code?: unknown }).code;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
  }
  return undefined;
}
