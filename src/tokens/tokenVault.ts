import type { Memento, SecretStorage } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { readStoredToken, type Described, type StoredToken } from './storedToken.ts';
import { isTokenEntry, tokenIdOf } from './tokenEntries.ts';
import type { VaultWork } from './vaultWork.ts';

const ROWS = 'savedTokens';

/**
 * Saved tokens: rows in a memento, each value in a secret of its own together with a copy of its row. The secret
 * storage is believed where they differ, since two windows overwrite each other's mementos: it brings back rows, and
 * says which have lost their value. What it cannot tell is kept as it is. See docs/decisions/0005.
 */
export class TokenVault implements Disposable {
  readonly #memento: Memento;
  readonly #secrets: SecretStorage;
  readonly #changed = new Emitter<undefined>();
  readonly #noted = new Emitter<undefined>();
  readonly #subscription: Disposable;
  readonly #lost = new Set<string>();
  #work: Promise<VaultWork> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #recovered: Promise<void> | undefined;
  #validated: { stored: unknown; rows: readonly StoredToken[] } = { stored: undefined, rows: [] };

  /** Fires when something was saved, lost or forgotten, in this window or another. */
  readonly onDidChange = this.#changed.event;
  /** Fires when something was noted of a token. Apart from the other: what does not show it need not redraw. */
  readonly onDidNote = this.#noted.event;

  constructor(memento: Memento, secrets: SecretStorage) {
    this.#memento = memento;
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      const id = tokenIdOf(key);
      // Before the first use of the secret storage nothing is read from it: all is looked at then.
      if (id !== undefined && this.#recovered) void this.#lookAt(id);
    });
  }

  /** The saved tokens of a connection, or all there are. */
  all(connectionId?: string): readonly StoredToken[] {
    const rows = this.#rows();
    return connectionId === undefined ? rows : rows.filter((row) => row.connectionId === connectionId);
  }

  has(connectionId: string, userId: string): boolean {
    return this.#rows().some((row) => row.connectionId === connectionId && row.userId === userId);
  }

  /** What a command was called on: a saved token, or a row of a user, who may have one of each type. */
  meantBy(argument: unknown): readonly StoredToken[] {
    const { id, connectionId } = (argument ?? {}) as { id?: unknown; connectionId?: unknown };
    return this.#rows().filter(
      (row) => row.connectionId === connectionId && (row.id === id || row.userId === id),
    );
  }

  count(connectionId: string): number {
    return this.all(connectionId).length;
  }

  /** Whether the secret storage was seen to have lost the value of a row. */
  isLost(id: string): boolean {
    return this.#lost.has(id);
  }

  /** How many of a connection's tokens are lost. */
  lost(connectionId: string): number {
    return this.all(connectionId).filter(({ id }) => this.isLost(id)).length;
  }

  /**
   * Keeps a token; one of the same user and type is replaced.
   * @throws UserError when the secret storage did not keep the value; what was saved before is still there then.
   */
  save(described: Omit<Described, 'id'>, value: string): Promise<StoredToken> {
    return this.#oneAtATime((work) => work.save(described, value));
  }

  /** A saved token's value; undefined when the secret storage lost it, which does not remove its row. */
  async read(id: string): Promise<string | undefined> {
    const value = await (await this.#workOf()).readValue(id);
    if (value === undefined) await this.#lookAt(id);
    return value;
  }

  /** Remembers of a token how it was used, or what the server said of it. */
  note(id: string, use: Pick<StoredToken, 'usedAt' | 'check'>): Promise<void> {
    return this.#oneAtATime(async () => {
      const rows = this.#rows().map((row) => (row.id === id ? { ...row, ...use } : row));
      await this.#memento.update(ROWS, rows);
      this.#noted.fire(undefined);
    });
  }

  /** Whoever listens is told once, of however many. */
  forget(...ids: string[]): Promise<void> {
    return this.#oneAtATime((work) => work.forget(ids));
  }

  /** Forgets the tokens of a connection, also those that are being saved. */
  forgetAll(connectionId: string): Promise<void> {
    return this.#oneAtATime((work) => work.forget(this.all(connectionId).map(({ id }) => id)));
  }

  /**
   * Holds the rows against the secret storage: brings back those that another window has overwritten, and notices
   * values that are lost. Done once, when secrets may be read.
   */
  recover(): Promise<void> {
    this.#recovered ??= this.#oneAtATime((work) => work.lookAtAll()).catch(() => {
      this.#recovered = undefined;
    });
    return this.#recovered;
  }

  /** How many tokens there are, by the names of all secrets where those are known, else by the rows. */
  total(entries: readonly string[] | undefined): number {
    return (entries?.filter(isTokenEntry) ?? this.#rows()).length;
  }

  /** Deletes every token, also those that no row names, and the marks of forgotten ones. */
  deleteAll(): Promise<void> {
    return this.#oneAtATime((work) => work.deleteAll());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#noted.dispose();
  }

  #lookAt(id: string): Promise<void> {
    return this.#oneAtATime((work) => work.lookAt(id)).catch(() => undefined);
  }

  /** Saving and forgetting take several steps each; two of them must not mix. */
  #oneAtATime<T>(task: (work: VaultWork) => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => task(await this.#workOf()));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Loaded when it is needed: most windows only count and mark what is saved. */
  #workOf(): Promise<VaultWork> {
    this.#work ??= import('./vaultWork.ts').then(({ VaultWork }) => {
      const rows = {
        all: () => this.#rows(),
        write: (changed: readonly StoredToken[] | undefined) => this.#write(changed),
        lost: this.#lost,
        lostChanged: () => {
          this.#changed.fire(undefined);
        },
      };
      return new VaultWork(rows, this.#secrets, this.#memento);
    });
    return this.#work;
  }

  /** Asked for each row that the view draws, so validated once for each value the memento holds. */
  #rows(): readonly StoredToken[] {
    const stored = this.#memento.get<unknown>(ROWS);
    if (stored !== this.#validated.stored) {
      const rows = Array.isArray(stored) ? stored.flatMap((row) => readStoredToken(row) ?? []) : [];
      this.#validated = { stored, rows };
    }
    return this.#validated.rows;
  }

  async #write(rows: readonly StoredToken[] | undefined): Promise<void> {
    await this.#memento.update(ROWS, rows);
    this.#changed.fire(undefined);
  }
}
