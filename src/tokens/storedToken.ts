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

/**
 * A row as it was stored, or undefined where it is not one of ours: other versions may have written it. Made of named
 * fields only: the copy of a row lies beside the value, which must not come along.
 */
export function readStoredToken(stored: unknown): StoredToken | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const row = stored as StoredToken;
  const { id, connectionId, customerId, customerName, userId, userName, email, savedAt, type, active } = row;
  const texts: unknown[] = [
    id,
    connectionId,
    customerId,
    customerName,
    userId,
    userName,
    email,
    savedAt,
    type,
  ];
  if (!texts.every((text) => typeof text === 'string') || !Object.hasOwn(TYPE_WORDS, type)) return undefined;
  if (typeof (active as unknown) !== 'boolean') return undefined;
  return { id, connectionId, customerId, customerName, userId, userName, email, type, active, savedAt };
}

/** Two tokens of one user differ by type; saving one again replaces it. */
export function sameOwner(a: Omit<StoredToken, 'id'>, b: Omit<StoredToken, 'id'>): boolean {
  return a.connectionId === b.connectionId && a.userId === b.userId && a.type === b.type;
}

/** A token type as a person reads it, with the API's word. */
export function typeLabel(type: TokenType): string {
  return TYPE_WORDS[type];
}
