import type { ApiClient } from '../api/client.ts';
import { isApiError } from '../api/errors.ts';
import { unlessAborted } from '../api/unlessAborted.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { ApiClients } from './apiClients.ts';
import type { Connection } from './connection.ts';
import { CustomerTokens, type CustomerName } from './customerTokens.ts';
import { JoinedSignals } from './joinedSignals.ts';
import { KeyMissing, SessionHealth, type HealthState, type Judging } from './sessionHealth.ts';
import type { TokenMemory } from './tokenFingerprints.ts';

/** Where a connection leads right now, and how its key is read. */
export interface Endpoint {
  readonly origin: string;
  /** Undefined when the key is lost. */
  readKey(): Promise<string | undefined>;
}

export interface SessionOptions {
  readonly connection: Connection;
  /** The connection as any window left it; undefined when it was removed. */
  readonly latest: () => Promise<Connection | undefined>;
  /** What is known of why a key is not in the secret storage, as the end of a sentence that says so. */
  readonly whyMissing?: () => Promise<string | undefined>;
  readonly openEndpoint: () => Promise<Endpoint>;
  readonly clients: ApiClients;
  /** Default: every token of a customer counts as the one that it had. */
  readonly tokens?: TokenMemory | undefined;
  /** Has the connection remember that fetching a token of a customer replaces it. */
  readonly onTokenReplaced?: (customer: { readonly name: string }) => void;
}

/**
 * A connection in use: its client, the customers' tokens that were read (in memory only, [INFERRED] to be what opens
 * a team), and how it fares. Ends when the user switches away; ending it aborts whatever is under way.
 */
export class Session implements Disposable {
  #connection: Connection;
  readonly #options: SessionOptions;
  readonly #ended = new AbortController();
  readonly #signals = new JoinedSignals(this.#ended.signal);
  readonly #customerTokens: CustomerTokens;
  readonly #changed = new Emitter<undefined>();
  readonly #paused = new Emitter<undefined>();
  readonly #fares: SessionHealth;
  #pausedUntil = 0;
  #client: Promise<ApiClient> | undefined;
  /** Counts what was heard of changes of the key, so that a refusal of the old one does not condemn the new one. */
  #keyGeneration = 0;
  #busy = 0;

  /** Fires when `connection`, `health` or `busy` changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires when calls are held back because the host asked for fewer: see `pausedForMs`. */
  readonly onDidPause = this.#paused.event;

  constructor(options: SessionOptions) {
    this.#connection = options.connection;
    this.#options = options;
    this.#customerTokens = new CustomerTokens({
      connection: () => this.#connection,
      memory: options.tokens,
      onReplaced: options.onTokenReplaced,
      ended: this.#ended.signal,
    });
    this.#fares = new SessionHealth(() => {
      this.#changed.fire(undefined);
    });
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Takes over a new name or choice; host and account stay what they are. */
  update(connection: Connection): void {
    if (connection.tokenFetches !== this.#connection.tokenFetches) this.#customerTokens.reconsider();
    this.#connection = connection;
    this.#changed.fire(undefined);
  }

  /** Where this session's calls go; for sample data, its server is started. */
  async origin(): Promise<string> {
    return (await this.#options.openEndpoint()).origin;
  }

  /** Another window may have stored another key, which the next call reads. */
  keyMayHaveChanged(): void {
    this.#keyGeneration += 1;
  }

  get health(): HealthState {
    return this.#fares.state;
  }

  /** See {@link SessionHealth}. */
  get fares(): Pick<SessionHealth, 'limitedUntil' | 'rejection' | 'rejectedBy'> {
    return this.#fares;
  }

  /** Milliseconds until calls go on that the host asked to hold back; 0 when it did not. */
  get pausedForMs(): number {
    return Math.max(0, this.#pausedUntil - performance.now());
  }

  /** True while at least one call is under way. */
  get busy(): boolean {
    return this.#busy > 0;
  }

  /**
   * Runs calls that the partner key authorizes and that only read. Fails at once, sending nothing, after the key was rejected.
   */
  async withPartnerKey<T>(
    work: (client: ApiClient, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
    judging: Judging = 'all',
  ): Promise<T> {
    this.#fares.throwIfRejected();
    const generation = this.#keyGeneration;
    const either = this.#signals.take(signal);
    this.#count(1);
    try {
      either.throwIfAborted();
      this.#client ??= this.#open();
      const client = await this.#client;
      const result = await work(client, either);
      // An answer that comes after the end answers a question nobody asks any more.
      either.throwIfAborted();
      this.#fares.answered(judging, client.pauseMs);
      return result;
    } catch (error) {
      either.throwIfAborted();
      const judges = generation === this.#keyGeneration ? judging : 'nothing';
      this.#fares.failed(error, judges, this.pausedForMs);
      throw error;
    } finally {
      this.#signals.giveBack(signal);
      this.#count(-1);
    }
  }

  /** @throws UserError when the connection is read-only, as far as this window knows. */
  requireWritable(): void {
    if (this.connection.readOnly) throw new ReadOnly(this.connection.name);
  }

  /**
   * Runs calls that change something on the server with the partner key.
   * @throws UserError when the connection is read-only; nothing has left then.
   */
  async write<T>(
    work: (client: ApiClient, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    // It may have become read-only in another window.
    const latest = await this.#options.latest();
    this.#ended.signal.throwIfAborted();
    if (this.connection.readOnly || latest?.readOnly !== false) throw new ReadOnly(this.connection.name);
    return this.withPartnerKey(work, signal, 'key');
  }

  /** Whether fetching the token of any customer has to be asked for. */
  get asksForTokens(): boolean {
    return this.#customerTokens.ask;
  }

  /** Whether the user has to be asked before calls with this customer's token. */
  mustAsk(customerId: string): boolean {
    return this.#customerTokens.mustAsk(customerId);
  }

  /** The user wants this customer's token fetched, once; what is returned withdraws that, unless it was used. */
  permitFetch(customerId: string): Disposable {
    return this.#customerTokens.permit(customerId);
  }

  /**
   * Runs calls that a customer's own token authorizes; the token is read first if it has not been.
   * @throws AskBeforeFetching where that has to be asked for and was not; nothing has left then.
   */
  withCustomerToken<T>(
    customer: CustomerName,
    work: (client: ApiClient, customerToken: string, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.withPartnerKey(
      async (client, either) => {
        const reading = this.#customerTokens.of(customer, client);
        // Others may wait for it as well, so giving up here ends the waiting only.
        const token = reading instanceof Promise ? await unlessAborted(reading, either) : reading;
        try {
          return await work(client, token.key, either);
        } catch (error) {
          const refused = isApiError(error) && ['unauthorized', 'forbidden'].includes(error.kind);
          // It may have been regenerated elsewhere: the user's next try reads it anew.
          if (refused) this.#customerTokens.forget(customer.id, token);
          // Whether a token that is not active still opens the team is UNKNOWN: only a refusal tells.
          throw refused && !token.active ? new NotActive(customer.name) : error;
        }
      },
      signal,
      'key',
    );
  }

  dispose(): void {
    this.#ended.abort();
    this.#fares.dispose();
    this.#changed.dispose();
    this.#paused.dispose();
    this.#customerTokens.clear();
    void this.#client?.then(
      (client) => {
        client.dispose();
      },
      () => undefined,
    );
  }

  async #open(): Promise<ApiClient> {
    try {
      const endpoint = await this.#options.openEndpoint();
      const readKey = async (): Promise<string> => {
        const key = await endpoint.readKey();
        // A call that waited for its turn while the key was refused must not be made with it.
        this.#fares.throwIfRejected();
        if (key === undefined) {
          const why = await this.#options.whyMissing?.();
          throw new KeyMissing(this.connection.name, why);
        }
        return key;
      };
      return await this.#options.clients.open(endpoint.origin, readKey, (milliseconds) => {
        this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + milliseconds);
        this.#fares.paused(this.pausedForMs);
        this.#paused.fire(undefined);
      });
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  #count(change: 1 | -1): void {
    this.#busy += change;
    if (this.#busy === (change === 1 ? 1 : 0)) this.#changed.fire(undefined);
  }
}

export class NotActive extends UserError {
  constructor(customer: string) {
    super(
      t(
        'The API token of {0} is not active, so its team cannot be read. Activate it in the web panel, then retry.',
        customer,
      ),
    );
  }
}

class ReadOnly extends UserError {
  constructor(connection: string) {
    super(t('“{0}” is read-only, so nothing was sent. Edit the connection to allow changes.', connection), [
      Command.editConnection,
    ]);
  }
}
