import type { ApiClient } from '../api/client.ts';
import type { PermanentToken } from '../api/tokens.ts';
import type { Disposable } from '../base/disposable.ts';
import { AskBeforeFetching } from './askBeforeFetching.ts';
import type { Connection } from './connection.ts';
import type { TokenMemory } from './tokenFingerprints.ts';

export interface CustomerName {
  readonly id: string;
  readonly name: string;
}

export interface CustomerTokensOptions {
  readonly connection: () => Connection;
  /** Default: every token of a customer counts as the one that it had. */
  readonly memory: TokenMemory | undefined;
  /** Has the connection remember that fetching a token of a customer replaces it. */
  readonly onReplaced: ((customer: CustomerName) => void) | undefined;
  /** Ends what is under way. */
  readonly ended: AbortSignal;
}

/**
 * The customers' tokens of a session, in memory only: each is fetched once, and only after asking where a fetch is
 * known to replace it.
 */
export class CustomerTokens {
  readonly #options: CustomerTokensOptions;
  readonly #read = new Map<string, PermanentToken | Promise<PermanentToken>>();
  /** Whose token the user wants fetched, where that is asked for; each counts once. */
  readonly #permitted = new Map<string, symbol>();
  /** Seen in this session, which the connection may not have been told yet. */
  #areReplaced = false;

  constructor(options: CustomerTokensOptions) {
    this.#options = options;
  }

  /** Whether fetching the token of any customer has to be asked for. */
  get ask(): boolean {
    return this.#areReplaced || this.#options.connection().tokenFetches === 'afterAsking';
  }

  /** Whether the user has to be asked before calls with this customer's token. */
  mustAsk(customerId: string): boolean {
    return this.ask && !this.#read.has(customerId) && !this.#permitted.has(customerId);
  }

  /** The user wants this customer's token fetched, once; what is returned withdraws that, unless it was used. */
  permit(customerId: string): Disposable {
    const permission = Symbol();
    this.#permitted.set(customerId, permission);
    return {
      dispose: () => {
        if (this.#permitted.get(customerId) === permission) this.#permitted.delete(customerId);
      },
    };
  }

  /** The user has said anew whether to ask. */
  reconsider(): void {
    this.#areReplaced = false;
  }

  /**
   * One request per customer, however many ask at once; it ends with the session, since others may wait for it.
   * @throws AskBeforeFetching where that has to be asked for and was not; nothing has left then.
   */
  of(customer: CustomerName, client: ApiClient): PermanentToken | Promise<PermanentToken> {
    const { id } = customer;
    const known = this.#read.get(id);
    if (known) return known;
    if (this.mustAsk(id)) throw new AskBeforeFetching(customer);
    this.#permitted.delete(id);
    const reading = this.#fetch(customer, client);
    this.#read.set(id, reading);
    reading.then(
      (token) => {
        if (this.#read.get(id) === reading) this.#read.set(id, token);
      },
      () => {
        if (this.#read.get(id) === reading) this.#read.delete(id);
      },
    );
    return reading;
  }

  /** Unless another one has taken its place: what is said late of an old token says nothing of that. */
  forget(customerId: string, token: PermanentToken): void {
    if (this.#read.get(customerId) === token) this.#read.delete(customerId);
  }

  clear(): void {
    this.#read.clear();
    this.#permitted.clear();
  }

  async #fetch(customer: CustomerName, client: ApiClient): Promise<PermanentToken> {
    const { memory, ended, onReplaced } = this.#options;
    const { id, kind } = this.#options.connection();
    const token = await client.getCustomerToken({ customerId: customer.id, signal: ended, patient: true });
    // The sample's server keeps its tokens. Where nothing can be remembered, nothing is known.
    const replaced =
      kind !== 'sample' && (await memory?.isAnother(id, customer.id, token.key).catch(() => false));
    if (replaced && !ended.aborted && !this.ask) {
      this.#areReplaced = true;
      onReplaced?.(customer);
    }
    return token;
  }
}
