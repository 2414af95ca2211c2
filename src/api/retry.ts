import type { ApiError } from './errors.ts';

/** Attempts in all, the first one included. */
const ATTEMPTS = 3;
/** The same for a call that is patient, as long as the server only asks for fewer calls. */
const PATIENT_ATTEMPTS = 10;

/** The longest that anybody is kept waiting in silence; beyond it the user is told how long the server asks for. */
const LONGEST_WAIT_MS = 10_000;
/** The longest that a patient call waits, which is seen to wait and can be cancelled. */
const LONGEST_PATIENT_WAIT_MS = 120_000;

/** The longest that a call waits because the server asks for fewer. */
export function longestWaitMs(patient: boolean): number {
  return patient ? LONGEST_PATIENT_WAIT_MS : LONGEST_WAIT_MS;
}

const FIRST_WAIT_MS = 300;
const LONGEST_BACKOFF_MS = 4_000;
const DAY_MS = 86_400_000;

/** Statuses of a server that is not there for a moment; a plain 500 says nothing about the next attempt. */
const PASSING = [502, 503, 504];

/**
 * Milliseconds to wait before the next attempt, or undefined when there must be none: what only reads is made again,
 * what may mint a token only if it surely never reached the server, and what writes never.
 * @param attempt of the attempt that failed, from 1
 * @param chance from 0 to 1, so that windows which failed together do not come back together
 * @param patient whether the user sees that the call waits, and can cancel it
 */
export function waitBeforeRetry(
  error: ApiError,
  attempt: number,
  chance: number,
  patient = false,
): number | undefined {
  const attempts = patient && error.kind === 'rateLimited' ? PATIENT_ATTEMPTS : ATTEMPTS;
  if (attempt >= attempts || !isPassing(error)) return undefined;
  const { effect } = error.call;
  if (effect === 'writes' || (effect === 'mayMint' && error.reached)) return undefined;
  if (error.retryAfterMs !== undefined) {
    return error.retryAfterMs <= longestWaitMs(patient) ? error.retryAfterMs : undefined;
  }
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  return Math.round(backoff * (0.5 + chance / 2));
}

/** A certificate or a proxy that refuses will refuse again; a timeout has kept the user waiting long enough. */
function isPassing({ kind, status, code, certificate, proxy }: ApiError): boolean {
  if (kind === 'network') return certificate === undefined && proxy === undefined && code !== 'ETIMEDOUT';
  return kind === 'rateLimited' || (kind === 'server' && PASSING.includes(status ?? 0));
}

/**
 * Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date. Undefined where it says nothing usable;
 * at most a day, since nobody waits until the year 33,000.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const asked = /^\d+$/.test(text)
    ? Number(text) * 1000
    : /^[A-Z][a-z]{2}, .* GMT$/.test(text)
      ? Date.parse(text) - nowMs
      : NaN;
  return Number.isNaN(asked) ? undefined : Math.min(Math.max(asked, 0), DAY_MS);
}
