import { ApiError, type ApiErrorDetails, type ApiErrorKind, type CallInfo } from './errors.ts';
import { retryAfterMs } from './retry.ts';
import { TooLarge, type TransportAnswer } from './transport.ts';

/** Of an answer that refuses, only so much is looked at. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/** Turns an answer outside 2xx into the error that says what it means. `nowMs` is since 1970. */
export async function refusal(
  answer: TransportAnswer,
  call: CallInfo,
  bearer: string,
  nowMs: number,
): Promise<ApiError> {
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
  const retryAfter = retryAfterMs(answer.header('retry-after'), nowMs);
  return new ApiError(kindOfStatus(status), call, { status, retryAfterMs: retryAfter });
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
 * The one answer that is known to mean a wrong token although its status is 400 [DOC, reseller]. Only its opening
 * is compared, since the rest differs between versions of the server's database driver.
 */
export function saysWrongToken(message: string): boolean {
  return message.includes('Argument passed in must be a single String of 12 bytes');
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
