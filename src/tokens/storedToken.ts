import type { TokenType } from '../api/tokens.ts';

/** What is known of a saved token besides its value, which is in the secret storage under `id`. */
export interface StoredToken {
  /** Opaque, never derived from the value. */
  readonly id: string;
  readonly connectionId: string;
  readonly customerId: string;
  readonly customerName: string;
  /** The member's id, or the customer's own for its main user. */
  readonly userId: string;
  readonly userName: string;
  readonly email: string;
  readonly type: TokenType;
  readonly active: boolean;
  /** ISO 8601 in UTC. */
  readonly savedAt: string;
}

const TYPE_WORDS: Readonly<Record<TokenType, string>> = {
  AGENT: 'Agent',
  CUSTOM_USER: 'Custom user',
  CUSTOMER: 'Customer',
};

/** A row as it was stored, or undefined where it is not one of ours: other versions may have written it. */
export function readStoredToken(value: unknown): StoredToken | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const row = value as Record<keyof StoredToken, unknown>;
  const texts = [
    row.id,
    row.connectionId,
    row.customerId,
    row.customerName,
    row.userId,
    row.userName,
    row.email,
    row.savedAt,
  ];
  const known = typeof row.type === 'string' && Object.hasOwn(TYPE_WORDS, row.type);
  return texts.every((text) => typeof text === 'string') && known && typeof row.active === 'boolean'
    ? (value as StoredToken)
    : undefined;
}

/** Two tokens of one user differ by type; saving one again replaces it. */
export function sameOwner(a: Omit<StoredToken, 'id'>, b: Omit<StoredToken, 'id'>): boolean {
  return a.connectionId === b.connectionId && a.userId === b.userId && a.type === b.type;
}

/** A token type as a person reads it, with the API's word. */
export function typeLabel(type: TokenType): string {
  return TYPE_WORDS[type];
}
