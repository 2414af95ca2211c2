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
  /** What the server said with it. Absent where it was not fetched but found in a file: nobody knows then. */
  readonly active?: boolean;
  /** When it was fetched or found, and saved: ISO 8601 in UTC. */
  readonly savedAt: string;
  /** When it was last copied or handed on from here: ISO 8601 in UTC. */
  readonly usedAt?: string;
  /** What the server said when the token was last tried. */
  readonly check?: TokenCheck;
}

/**
 * `unclear` is a refusal that may have another reason than the token: which calls a member's token opens is UNKNOWN,
 * so only one that opened the list before is known to be rejected.
 */
export interface TokenCheck {
  readonly verdict: 'accepted' | 'rejected' | 'unclear';
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What lies beside a token's value: all but what is only remembered of its use. */
export type Described = Omit<StoredToken, 'usedAt' | 'check'>;

const TYPES: Readonly<Record<TokenType, true>> = { AGENT: true, CUSTOM_USER: true, CUSTOMER: true };

/**
 * A row as it was stored, or undefined where it is not one of ours: other versions may have written it. Made of named
 * fields only: the copy of a row lies beside the value, which must not come along.
 */
export function readStoredToken(stored: unknown): StoredToken | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const row = stored as StoredToken;
  const { id, connectionId, customerId, customerName, userId, userName, email, savedAt, type, active } = row;
  const texts: unknown[] = [id, connectionId, customerId, customerName, userId, userName, email, savedAt];
  if (!texts.every((text) => typeof text === 'string') || !isTokenType(type)) return undefined;
  if (!['boolean', 'undefined'].includes(typeof (active as unknown))) return undefined;
  const described = {
    connectionId,
    customerId,
    customerName,
    userId,
    userName,
    email,
    type,
    savedAt,
    ...(active !== undefined && { active }),
  };
  const { usedAt } = row as { usedAt?: unknown };
  const check = readCheck(row.check);
  return { id, ...described, ...(typeof usedAt === 'string' && { usedAt }), ...(check && { check }) };
}

function readCheck(stored: unknown): TokenCheck | undefined {
  const { verdict, at } = (stored ?? {}) as TokenCheck;
  const known = (['accepted', 'rejected', 'unclear'] as const).find((each) => each === verdict);
  return known && typeof (at as unknown) === 'string' ? { verdict: known, at } : undefined;
}

export function isTokenType(value: unknown): value is TokenType {
  return typeof value === 'string' && Object.hasOwn(TYPES, value);
}

type Owned = Pick<StoredToken, 'connectionId' | 'userId' | 'type'>;

/** Two tokens of one user differ by type; saving one again replaces it. */
export function sameOwner(a: Owned, b: Owned): boolean {
  return a.connectionId === b.connectionId && a.userId === b.userId && a.type === b.type;
}
