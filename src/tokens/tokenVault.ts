import { randomUUID } from 'node:crypto';
import type { Memento, SecretStorage } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { listSecrets, writeSecret } from '../platform/secrets.ts';
import { readStoredToken, sameOwner, type StoredToken } from './storedToken.ts';

const ROWS = 'savedTokens';
const ENTRY_PREFIX = 'partnerConsole.token.';

/** The secret storage's entry of a saved token. */
export function tokenEntry(id: string): string {
  return `${ENTRY_PREFIX}${id}`;
}

/**
 * Saved tokens: rows in a memento, each value in a secret of its own together with a copy of its row, so that a
 * secret whose row was lost still tells whose it is. The secret is written before the row and removed after it: a
 * crash leaves at worst an orphan secret and never a row that lies.
 */
export class TokenVault implements Disposable {
  readonly #memento: Memento;
  readonly #secrets: SecretStorage;
  readonly #changed = new Emitter<undefined>();
  readonly #subscription: Disposable;
  #writes: Promise<unknown> = Promise.resolve();
  #writing = false;
  #recovered: Promise<void> | undefined;
  #validated: { stored: unknown; rows: readonly StoredToken[] } = { stored: undefined, rows: [] };

  /** Fires when something was saved or forgotten, in this window or another. */
  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento, secrets: SecretStorage) {
    this.#memento = memento;
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      // Our own writes tell of themselves, once: each time the view redraws it takes the focus if it had it.
      if (key.startsWith(ENTRY_PREFIX) && !this.#writing) this.#changed.fire(undefined);
    });
  }

  /** The saved tokens of a connection. */
  all(connectionId: string): readonly StoredToken[] {
    return this.#rows().filter((row) => row.connectionId === connectionId);
  }

  has(connectionId: string, userId: string): boolean {
    return this.all(connectionId).some((row) => row.userId === userId);
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

  /**
   * Keeps a token; one of the same user and type is replaced.
   * @throws UserError when the secret storage did not keep the value; what was saved before is still there then.
   */
  save(described: Omit<StoredToken, 'id'>, value: string): Promise<StoredToken> {
    return this.#oneAtATime(async () => {
      const replaced = this.#rows().find((row) => sameOwner(row, described));
      const row: StoredToken = { ...described, id: replaced?.id ?? randomUUID() };
      await writeSecret(this.#secrets, tokenEntry(row.id), JSON.stringify({ ...row, value }));
      await this.#write([...this.#rows().filter(({ id }) => id !== row.id), row]);
      return row;
    });
  }

  /** A saved token's value; undefined when the secret storage lost it, which does not remove its row. */
  async read(id: string): Promise<string | undefined> {
    return valueIn(await this.#secrets.get(tokenEntry(id)));
  }

  forget(id: string): Promise<void> {
    return this.#oneAtATime(async () => {
      await this.#write(this.#rows().filter((row) => row.id !== id));
      await this.#secrets.delete(tokenEntry(id));
    });
  }

  async forgetAll(connectionId: string): Promise<void> {
    for (const { id } of this.all(connectionId)) await this.forget(id);
  }

  /**
   * Brings back rows that another window has overwritten, from the copies beside their values. Done once, when secrets
   * may be read.
   */
  recover(): Promise<void> {
    this.#recovered ??= this.#oneAtATime(async () => {
      const known = new Set(this.#rows().map(({ id }) => tokenEntry(id)));
      const lost = ((await listSecrets(this.#secrets)) ?? []).filter(
        (entry) => entry.startsWith(ENTRY_PREFIX) && !known.has(entry),
      );
      const found: StoredToken[] = [];
      for (const entry of lost) {
        const row = readStoredToken(parse(await this.#secrets.get(entry)));
        if (row && tokenEntry(row.id) === entry) found.push(row);
      }
      if (found.length > 0) await this.#write([...this.#rows(), ...found]);
    }).catch(() => {
      this.#recovered = undefined;
    });
    return this.#recovered;
  }

  /** How many tokens there are, by the names of all secrets where those are known, else by the rows. */
  total(entries: readonly string[] | undefined): number {
    return (entries?.filter((entry) => entry.startsWith(ENTRY_PREFIX)) ?? this.#rows()).length;
  }

  /** Forgets every token, also those that no row names. */
  deleteAll(): Promise<void> {
    return this.#oneAtATime(async () => {
      const listed = (await listSecrets(this.#secrets)) ?? [];
      const named = this.#rows().map(({ id }) => tokenEntry(id));
      await this.#write(undefined);
      for (const entry of new Set([...named, ...listed])) {
        if (entry.startsWith(ENTRY_PREFIX)) await this.#secrets.delete(entry);
      }
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Saving and forgetting take several steps each; two of them must not mix. */
  #oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writes.then(async () => {
      this.#writing = true;
      try {
        return await work();
      } finally {
        this.#writing = false;
      }
    });
    this.#writes = result.catch(() => undefined);
    return result;
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

function valueIn(record: string | undefined): string | undefined {
  const { value } = (parse(record) ?? {}) as { value?: unknown };
  return typeof value === 'string' ? value : undefined;
}

function parse(record: string | undefined): unknown {
  try {
    return JSON.parse(record ?? '');
  } catch {
    return undefined;
  }
}
