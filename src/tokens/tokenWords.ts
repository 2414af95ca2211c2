import type { TokenType } from '../api/tokens.ts';
import { messageLanguage, t } from '../base/l10n.ts';
import type { StoredToken } from './storedToken.ts';

/** Where a saved token stands, as far as is known. */
export type TokenState = 'active' | 'unverified' | 'inactive' | 'rejected' | 'lost';

/** What the server said last counts; a value that is gone beats all of it. */
export function stateOf({ active, check }: StoredToken, isLost: boolean): TokenState {
  if (isLost) return 'lost';
  if (check?.verdict === 'rejected') return 'rejected';
  if (active || check?.verdict === 'accepted') return 'active';
  return active === undefined ? 'unverified' : 'inactive';
}

/** A state as a person reads it, in a row. */
export function stateWord(state: TokenState): string {
  switch (state) {
    case 'active':
      return t('active');
    case 'unverified':
      return t('unverified');
    case 'inactive':
      return t('inactive');
    case 'rejected':
      return t('rejected');
    case 'lost':
      return t('lost');
  }
}

/** Why a token should not be relied on, as a sentence; empty for one that is active. */
export function doubtOf(state: TokenState): string {
  switch (state) {
    case 'active':
      return '';
    case 'unverified':
      return t(
        'It was found in a file, and the server was not asked about it: verify it to know whether it works.',
      );
    case 'inactive':
      return t('It is not active: the server gave it, and said that it does not accept it.');
    case 'rejected':
      return t('The server rejected it when it was last verified: it may have been regenerated.');
    case 'lost':
      return t('Its value is not in the secret storage any more. Fetch it again, or forget it.');
  }
}

/** A token type as a person reads it. */
export function typeLabel(type: TokenType): string {
  switch (type) {
    case 'AGENT':
      return t('Agent');
    case 'CUSTOM_USER':
      return t('Custom user');
    case 'CUSTOMER':
      return t('Customer');
  }
}

/** The same in the middle of a sentence. */
export function typeWord(type: TokenType): string {
  switch (type) {
    case 'AGENT':
      return t('agent');
    case 'CUSTOM_USER':
      return t('custom user');
    case 'CUSTOMER':
      return t('customer');
  }
}

/** Names a token in the middle of a sentence. */
export function theToken({ userName, type }: Pick<StoredToken, 'userName' | 'type'>): string {
  return t('the {0} token of {1}', typeWord(type), userName);
}

/** How a saved token came here, and how long ago. */
export function origin({ active, savedAt }: StoredToken, now: number): string {
  return active === undefined ? t('found {0}', ago(savedAt, now)) : t('fetched {0}', ago(savedAt, now));
}

const UNITS = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
] as const;

/** How long ago something was, such as “3 days ago”. */
export function ago(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? [];
  if (!unit || !length) return t('just now');
  return new Intl.RelativeTimeFormat(messageLanguage()).format(-Math.floor(seconds / length), unit);
}
