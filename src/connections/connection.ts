import { t } from '../base/l10n.ts';
import { isLoopback } from '../base/loopback.ts';

/** Hosts a partner can pick without typing; no pattern covers the resellers, so any other is typed [DOC]. */
export const KNOWN_HOSTS = [
  { name: 'BotPenguin', origin: 'https://api.v7.botpenguin.com' },
  { name: 'Flowmatix', origin: 'https://api.v7.flowmatix.ai' },
] as const;

/**
 * Whose credential authorizes fetching a member's token. UNKNOWN in the service's documentation, so it is a choice
 * of the connection: the customer's own token unless the user says otherwise.
 */
export type TokenAuthorization = 'customerToken' | 'partnerKey';

/** Which of the two documented paths creates a customer. UNKNOWN: the documentation names both. */
export type CreatePath = '/customer/create' | '/customer';

/**
 * How the customers' own tokens are fetched, which reading teams needs. UNKNOWN: whether a fetch replaces the token.
 * `whenNeeded` asks before all of them are fetched, `agreed` does not any more, and `afterAsking` asks before each one.
 */
export const TOKEN_FETCHES = ['whenNeeded', 'agreed', 'afterAsking'] as const;
export type TokenFetches = (typeof TOKEN_FETCHES)[number];

/** What the connection is used for, as the user says. */
export const LABELS = ['none', 'production', 'staging', 'test'] as const;
export type ConnectionLabel = (typeof LABELS)[number];

/** What a user can change of a connection; host and account stay what they are. */
export interface ConnectionChoices {
  readonly name: string;
  readonly label: ConnectionLabel;
  /** Refuses every write before it leaves. */
  readonly readOnly: boolean;
  readonly tokenAuthorization: TokenAuthorization;
  readonly createPath: CreatePath;
  readonly tokenFetches: TokenFetches;
}

/** One host and one account on it; the key is kept apart, in the secret storage. */
export interface Connection extends ConnectionChoices {
  /** Opaque; names the key's entry in the secret storage and appears in tree ids. */
  readonly id: string;
  /** Where this connection's key may be sent; empty for sample data, whose server has a new port each time. */
  readonly origin: string;
  readonly kind: 'remote' | 'sample';
}

/** What holds until the user says otherwise. */
export const DEFAULT_CHOICES = {
  label: 'none',
  readOnly: false,
  tokenAuthorization: 'customerToken',
  createPath: '/customer/create',
  tokenFetches: 'whenNeeded',
} as const satisfies Omit<ConnectionChoices, 'name'>;

/**
 * The origin that a typed or pasted URL names; it must have no path, since the paths of the API are fixed.
 * Plain http is for loopback only: anywhere else the key would travel in clear text.
 */
export function parseOrigin(text: string): { origin: string } | { problem: string } {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return { problem: t('Enter a whole URL, such as https://api.example.com.') };
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '') {
    return { problem: t('Leave user name and password out of the URL: the key is asked for next.') };
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { problem: t('Use an https URL: the key would travel in clear text otherwise.') };
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return { problem: t('Leave out what follows the host: the API is asked at {0}.', url.origin) };
  }
  return { origin: url.origin };
}

/** Whether a text is an origin that a key may be sent to, and nothing else. */
export function isOrigin(text: string): boolean {
  const parsed = parseOrigin(text);
  return 'origin' in parsed && parsed.origin === text;
}

/** What is wrong with a typed key, if anything; it must be able to stand in a header. */
export function problemWithKey(text: string): string | undefined {
  const key = text.trim();
  if (key === '') return t('Paste the partner key.');
  return /^[\x21-\x7e]+$/.test(key)
    ? undefined
    : t('A key is one word of plain characters: look for a line break or a space in it.');
}
