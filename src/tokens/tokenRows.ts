import type { StoredToken } from './storedToken.ts';
import { stateOf, type TokenState } from './tokenWords.ts';

/** What the view of saved tokens shows: plain data. Ids and connection are what commands go by. */
export type TokenNode = TokenConnectionNode | TokenCustomerNode | SavedTokenNode;

export interface TokenConnectionNode {
  readonly kind: 'tokenConnection';
  readonly connectionId: string;
  /** Undefined for one that was removed. */
  readonly name: string | undefined;
  readonly customers: readonly TokenCustomerNode[];
}

export interface TokenCustomerNode {
  readonly kind: 'tokenCustomer';
  readonly connectionId: string;
  readonly customerId: string;
  readonly name: string;
  readonly tokens: readonly SavedTokenNode[];
}

export interface SavedTokenNode {
  readonly kind: 'token';
  readonly connectionId: string;
  readonly id: string;
  readonly saved: StoredToken;
  readonly state: TokenState;
}

export interface TokenRowsOptions {
  readonly tokens: readonly StoredToken[];
  readonly isLost: (id: string) => boolean;
  /** In the order in which they are shown; tokens of others come after. */
  readonly connections: readonly { readonly id: string; readonly name: string }[];
}

/** Saved tokens by connection, customer and user. */
export function tokenRows({ tokens, isLost, connections }: TokenRowsOptions): readonly TokenConnectionNode[] {
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  const ids = [...names.keys(), ...tokens.map(({ connectionId }) => connectionId)];
  return [...new Set(ids)].flatMap((connectionId) => {
    const own = tokens.filter((saved) => saved.connectionId === connectionId);
    if (own.length === 0) return [];
    const byCustomer = Map.groupBy(own, ({ customerId }) => customerId);
    const customers = [...byCustomer].map(([customerId, ofCustomer]): TokenCustomerNode => ({
      kind: 'tokenCustomer',
      connectionId,
      customerId,
      name: ofCustomer.at(-1)?.customerName ?? '',
      tokens: ofCustomer
        .map((saved): SavedTokenNode => {
          const state = stateOf(saved, isLost(saved.id));
          return { kind: 'token', connectionId, id: saved.id, saved, state };
        })
        .sort((a, b) => compare(a.saved.userName, b.saved.userName) || compare(a.saved.type, b.saved.type)),
    }));
    customers.sort((a, b) => compare(a.name, b.name));
    return [{ kind: 'tokenConnection', connectionId, name: names.get(connectionId), customers }];
  });
}

const compare = new Intl.Collator('en').compare;
