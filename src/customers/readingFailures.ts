import { isApiError, type ApiError } from '../api/errors.ts';
import { UserError } from '../base/userError.ts';
import { NotActive } from '../connections/session.ts';
import { Command } from '../manifest.ts';

/** Why reading stopped by itself: from now on each token is fetched only after asking. */
export class TokensAreReplaced extends UserError {
  constructor() {
    super(
      'Fetching a token has replaced the one before, so the index has paused. Resuming fetches a new token of every customer that is left.',
    );
  }
}

/** A refused or missing partner key: nothing can be read with it, of any customer. */
export function isAboutKey(error: unknown): boolean {
  if (isApiError(error)) return error.kind === 'unauthorized' && error.call.credential === 'partnerKey';
  return error instanceof UserError && error.commands.includes(Command.replaceKey);
}

/** Why a customer's team could not be read, in two words or three. */
export function shortReason(error: unknown): string {
  if (isApiError(error)) return REASONS[error.kind];
  return error instanceof NotActive ? 'token not active' : 'failed';
}

const REASONS: Readonly<Record<ApiError['kind'], string>> = {
  network: 'not reached',
  timeout: 'no answer in time',
  unauthorized: 'token refused',
  forbidden: 'not allowed',
  notFound: 'not known there',
  rateLimited: 'too many calls',
  rejected: 'rejected',
  server: 'server failed',
  unexpectedResponse: 'answer not understood',
};

/** A failure that may be gone with the next try. */
export function isPassing(error: unknown): boolean {
  return isApiError(error) && ['network', 'timeout', 'server', 'unexpectedResponse'].includes(error.kind);
}
