import type { ApiClient } from '../api/client.ts';
import { isApiError } from '../api/errors.ts';
import type { PermanentToken } from '../api/tokens.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { ApiClients } from './apiClients.ts';
import type { Connection } from './connection.ts';

/** Where a connection leads right now, and how its key is read. */
export interface Endpoint {
  readonly origin: string;
  /** Undefined when the key is lost. */
  readKey(): Promise<string | undefined>;
}

/**
 * `idle` until the first call has ended; all but `connected` after that say why nothing can be shown. `untrusted` is a
 * host whose certificate was refused, `proxyFailed` one that a proxy did not let calls through to.
 */
export type SessionHealth =
  'idle' | 'connected' | 'keyRejected' | 'keyMissing' | 'unreachable' | 'untrusted' | 'proxyFailed';

export interface SessionOptions {
  readonly connection: Connection;
  /** The connection as any window left it; undefined when it was removed. */
  readonly latest: () => Promise<Connection | undefined>;
  /** What is known of why a key is not in the secret storage, as the end of a sentence that says so. */
  readonly whyMissing?: () => string | undefined;
  readonly openEndpoint: () => Promise<Endpoint>;
  readonly clients: ApiClients;
}

/**
 * A connection in use: its client, the customers' tokens that were read (in memory only, [INFERRED] to be what opens
 * a team), and how it fares. Ends when the user switches away; ending it aborts whatever is under way.
 */
export class Session implements Disposable {
  #connection: Connection;
  readonly #options: SessionOptions;
  readonly #ended = new AbortController();
  readonly #customerTokens = new Map<string, Promise<PermanentToken>>();
  readonly #changed = new Emitter<undefined>();
  readonly #paused = new Emitter<undefined>();
  #pausedUntil = 0;
  #client: Promise<ApiClient> | undefined;
  #health: SessionHealth = 'idle';
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
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Takes over a new name or choice; host and account stay what they are. */
  update(connection: Connection): void {
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

  get health(): SessionHealth {
    return this.#health;
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
   * `judgesKey: false` is for a call that may be refused although the key is good.
   */
  async withPartnerKey<T>(
    work: (client: ApiClient, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
    { judgesKey = true } = {},
  ): Promise<T> {
    if (this.#health === 'keyRejected') throw new KeyRejected(this.connection.name);
    const generation = this.#keyGeneration;
    const either = signal ? AbortSignal.any([signal, this.#ended.signal]) : this.#ended.signal;
    this.#count(1);
    try {
      either.throwIfAborted();
      this.#client ??= this.#open();
      const result = await work(await this.#client, either);
      // An answer that comes after the end answers a question nobody asks any more.
      either.throwIfAborted();
      this.#setHealth('connected');
      return result;
    } catch (error) {
      either.throwIfAborted();
      const judges = judgesKey && generation === this.#keyGeneration;
      this.#setHealth(healthAfter(error, this.#health, judges));
      throw error;
    } finally {
      this.#count(-1);
    }
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
    return this.withPartnerKey(work, signal);
  }

  /** Runs calls that a customer's own token authorizes; the token is read first if it has not been. */
  async withCustomerToken<T>(
    customer: { readonly id: string; readonly name: string },
    work: (client: ApiClient, customerToken: string, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.withPartnerKey(async (client, either) => {
      const { key, active } = await this.#customerToken(customer.id, client);
      either.throwIfAborted();
      try {
        return await work(client, key, either);
      } catch (error) {
        const refused = isApiError(error) && ['unauthorized', 'forbidden'].includes(error.kind);
        // It may have been regenerated elsewhere: the user's next try reads it anew.
        if (refused) this.#customerTokens.delete(customer.id);
        // Whether a token that is not active still opens the team is UNKNOWN: only a refusal tells.
        throw refused && !active ? new NotActive(customer.name) : error;
      }
    }, signal);
  }

  dispose(): void {
    this.#ended.abort();
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
        if (this.#health === 'keyRejected') throw new KeyRejected(this.connection.name);
        if (key === undefined) throw new KeyMissing(this.connection.name, this.#options.whyMissing?.());
        return key;
      };
      return await this.#options.clients.open(endpoint.origin, readKey, (milliseconds) => {
        this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + milliseconds);
        this.#paused.fire(undefined);
      });
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  /** One request per customer, however many ask at once; its cancellation is the session's, since others may wait for it. */
  #customerToken(customerId: string, client: ApiClient): Promise<PermanentToken> {
    let reading = this.#customerTokens.get(customerId);
    if (!reading) {
      reading = client.getCustomerToken({ customerId, signal: this.#ended.signal, patient: true });
      this.#customerTokens.set(customerId, reading);
      reading.catch(() => this.#customerTokens.delete(customerId));
    }
    return reading;
  }

  #setHealth(health: SessionHealth): void {
    // A rejected key stays rejected, whatever answers to earlier calls still come: only a new session has a new key.
    if (health === this.#health || this.#health === 'keyRejected') return;
    this.#health = health;
    this.#changed.fire(undefined);
  }

  #count(change: 1 | -1): void {
    this.#busy += change;
    if (this.#busy === (change === 1 ? 1 : 0)) this.#changed.fire(undefined);
  }
}

class NotActive extends UserError {
  constructor(customer: string) {
    super(
      `The API token of ${customer} is not active, so its team cannot be read. Activate it in the web panel, then retry.`,
    );
  }
}

class KeyRejected extends UserError {
  constructor(connection: string) {
    super(`The partner key of “${connection}” was rejected. Replace it to go on.`, [Command.replaceKey]);
  }
}

class ReadOnly extends UserError {
  constructor(connection: string) {
    super(`“${connection}” is read-only, so nothing was sent. Edit the connection to allow changes.`, [
      Command.editConnection,
    ]);
  }
}

class KeyMissing extends UserError {
  constructor(connection: string, why = '') {
    super(
      `The partner key of “${connection}” is not in the secret storage${why && `: ${why}`}. Enter it to go on.`,
      [Command.replaceKey],
    );
  }
}

function healthAfter(error: unknown, before: SessionHealth, judgesKey: boolean): SessionHealth {
  if (error instanceof KeyMissing) return 'keyMissing';
  if (!isApiError(error)) return before;
  if (error.kind === 'network' || error.kind === 'timeout') {
    return error.proxy?.failed ? 'proxyFailed' : error.certificate ? 'untrusted' : 'unreachable';
  }
  // Any other answer shows that the server is there; one to a customer's token says nothing of the partner key.
  const refused = error.kind === 'unauthorized' && error.call.credential === 'partnerKey';
  return refused && judgesKey ? 'keyRejected' : 'connected';
}
