import type { CertificateFacts } from './certificate.ts';

/**
 * What can go wrong with a call, from the caller's point of view:
 * `network` no connection (see `code`), `timeout` no answer in time, `unauthorized` the credential was refused,
 * `forbidden` it may not do this, `notFound` no such thing, `rateLimited` too many calls, `rejected` the server
 * understood and said no, `server` it failed, `unexpectedResponse` it answered something this client cannot use.
 */
export type ApiErrorKind =
  | 'network'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'rejected'
  | 'server'
  | 'unexpectedResponse';

/** Which credential a call was made with. */
export type CredentialKind = 'partnerKey' | 'customerToken';

/** What is known of a call without any value in it: safe to log and to show. */
export interface CallInfo {
  readonly method: string;
  /** The path as documented, without query values. */
  readonly path: string;
  readonly origin: string;
  readonly credential: CredentialKind;
  /** What it may do besides reading, which decides whether it may be made twice. Left out for what only reads. */
  readonly effect?: CallEffect | undefined;
}

/**
 * `mayMint` for fetching a user's token, which may make a new one and kill the old (UNKNOWN); `writes` for what
 * creates, changes or deletes.
 */
type CallEffect = 'mayMint' | 'writes';

/**
 * What is wrong with an answer, or with what was to be sent, in words for the log; `describeDetail` has a person's.
 * `{0}` stands for what the error is `about`.
 */
export type Detail =
  | 'a body of another shape'
  | 'a body that is not JSON'
  | 'a body that is not what its headers say'
  | 'a page of too many rows'
  | 'a web page'
  | 'an answer over the size limit'
  | 'an empty body'
  | 'an id cannot be changed'
  | 'field {0} is missing or of another type'
  | 'redirected elsewhere, not followed'
  | 'redirected to {0}, not followed'
  | 'redirected without a usable target'
  | 'the e-mail address is not one'
  | 'the id is not of 24 hexadecimal digits'
  | 'the key or token has a character that cannot stand in a request'
  | 'the limit is below zero'
  | 'the limit is not a whole number'
  | 'the name is empty'
  | 'the password is empty'
  | 'there is nothing to change'
  | 'what is not HTTP'
  | 'what this client did not foresee';

/** The proxy on the way. */
export interface ProxyOnTheWay {
  /** Its address, without credentials; empty where it is not known. */
  readonly url: string;
  /** Whether it was the trouble, rather than the server behind it. */
  readonly failed: boolean;
  /** What it answered instead of opening a tunnel, such as 407. */
  readonly status: number | undefined;
  /** Why it cannot be used at all: a part of a sentence, in the user's language. */
  readonly problem: string | undefined;
}

export interface ApiErrorDetails {
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** An error code of the network layer, such as `ECONNREFUSED`. */
  readonly code?: string | undefined;
  /** What is wrong with the answer, in our words and without any of its values. */
  readonly detail?: Detail | undefined;
  /** A name in the detail, such as that of a field. */
  readonly about?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** False where the request surely never reached the server. Default true. */
  readonly reached?: boolean | undefined;
  readonly proxy?: ProxyOnTheWay | undefined;
  /** The certificate that was not trusted: the server's, or the proxy's where that was the trouble. */
  readonly certificate?: CertificateFacts | undefined;
}

/**
 * A failed call. Carries nothing of headers, bodies or query values, so that it can be shown and logged whole;
 * for the same reason the errors of the HTTP library are never attached as `cause`.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly call: CallInfo;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly detail: Detail | undefined;
  readonly about: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly reached: boolean;
  readonly proxy: ProxyOnTheWay | undefined;
  readonly certificate: CertificateFacts | undefined;

  constructor(kind: ApiErrorKind, call: CallInfo, details: ApiErrorDetails = {}) {
    const { status, code, about = '' } = details;
    const detail = details.detail?.replace('{0}', () => about);
    const facts = [status && `HTTP ${String(status)}`, code, detail].filter(Boolean);
    super(`${call.method} ${call.path}: ${kind}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`);
    this.kind = kind;
    this.call = call;
    this.status = status;
    this.code = code;
    this.detail = details.detail;
    this.about = details.about;
    this.retryAfterMs = details.retryAfterMs;
    this.reached = details.reached ?? true;
    this.proxy = details.proxy;
    this.certificate = details.certificate;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}
