import { isApiError, type ApiErrorKind } from '../api/errors.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { NotActive } from '../connections/session.ts';
import { Command } from '../manifest.ts';

/** Why reading stopped by itself: from now on each token is fetched only after asking. */
export class TokensAreReplaced extends UserError {
  constructor() {
    super(
      t(
        'Fetching a token has replaced the one before, so the index has paused. Resuming fetches a new token of every customer that is left.',
      ),
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
  if (!isApiError(error)) return error instanceof NotActive ? t('token not active') : t('failed');
  const reasons: Readonly<Record<ApiErrorKind, string>> = {
    network: t('not reached'),
    timeout: t('no answer in time'),
    unauthorized: t('token refused'),
    forbidden: t('not allowed'),
    notFound: t('not known there'),
    rateLimited: t('too many calls'),
    rejected: t('request rejected'),
    server: t('server failed'),
    unexpectedResponse: t('answer not understood'),
  };
  return reasons[error.kind];
}

/** A failure that may be gone with the next try. */
export function isPassing(error: unknown): boolean {
  return isApiError(error) && ['network', 'timeout', 'server', 'unexpectedResponse'].includes(error.kind);
}
