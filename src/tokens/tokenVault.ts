import { randomUUID } from 'node:crypto';
import type { Memento, SecretStorage } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { writeSecret } from '../platform/secrets.ts';
import { readStoredToken, sameOwner, type StoredToken } from './storedToken.ts';

const ROWS = 'savedTokens';

/** The secret storage's entry of a saved token. */
export function tokenEntry(id: string): string {
  return `partnerConsole.token.${id}`;
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

  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento, secrets: SecretStorage) {
    this.#memento = memento;
    this.#secrets = secrets;
  }

  /** The saved tokens of a connection. */
  all(connectionId: string): readonly StoredToken[] {
    return this.#rows().filter((row) => row.connectionId === connectionId);
  }

  /** The saved tokens of one user, one for each type. */
  of(connectionId: string, userId: string): readonly StoredToken[] {
    return this.all(connectionId).filter((row) => row.userId === userId);
  }

  has(connectionId: string, userId: string): boolean {
    return this.of(connectionId, userId).length > 0;
  }

  count(connectionId: string): number {
    return this.all(connectionId).length;
  }

  /**
   * Keeps a token; one of the same user and type is replaced.
   * @throws UserError when the secret storage did not keep the value; what was saved before is still there then.
   */
  async save(described: Omit<StoredToken, 'id'>, value: string): Promise<StoredToken> {
    const replaced = this.#rows().find((row) => sameOwner(row, described));
    const row: StoredToken = { ...described, id: replaced?.id ?? randomUUID() };
    await writeSecret(this.#secrets, tokenEntry(row.id), JSON.stringify({ ...row, value }));
    await this.#write([...this.#rows().filter(({ id }) => id !== row.id), row]);
    return row;
  }

  /** A saved token's value; undefined when the secret storage lost it, which does not remove its row. */
  async read(id: string): Promise<string | undefined> {
    return valueIn(await this.#secrets.get(tokenEntry(id)));
  }

  async forget(id: string): Promise<void> {
    await this.#write(this.#rows().filter((row) => row.id !== id));
    await this.#secrets.delete(tokenEntry(id));
  }

  async forgetAll(connectionId: string): Promise<void> {
    for (const { id } of this.all(connectionId)) await this.forget(id);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #rows(): readonly StoredToken[] {
    const rows = this.#memento.get<unknown>(ROWS, []);
    return Array.isArray(rows) ? rows.flatMap((row) => readStoredToken(row) ?? []) : [];
  }

  async #write(rows: readonly StoredToken[]): Promise<void> {
    await this.#memento.update(ROWS, rows);
    this.#changed.fire(undefined);
  }
}

function valueIn(record: string | undefined): string | undefined {
  if (record === undefined) return undefined;
  try {
    const { value } = JSON.parse(record) as { value?: unknown };
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
