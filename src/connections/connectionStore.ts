import type { Memento, SecretStorage } from 'vscode';
import { Emitter } from '../base/event.ts';
import type { Disposable } from '../base/disposable.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import { writeSecret } from '../platform/secrets.ts';
import type { Connection, ConnectionChoices } from './connection.ts';
import { connectionsIn, rowsFor, type Learned } from './connectionRow.ts';

const ROWS = 'connections';
const KEY_PREFIX = 'partnerConsole.key.';

/** What happened to a connection: in this window, or `keyElsewhere`, where another window or VS Code changed its key. */
interface ConnectionChange {
  readonly id: string;
  readonly what: 'added' | 'changed' | 'key' | 'keyElsewhere' | 'removed';
}

/** The secret storage's entry of a connection's key. */
export function keyEntry(connectionId: string): string {
  return `${KEY_PREFIX}${connectionId}`;
}

/**
 * The user's connections: rows in a memento, each key in a secret of its own together with the origin it was given
 * for. The secret is written before the row and removed after it, so that a crash leaves at worst an orphan secret.
 */
export class ConnectionStore implements Disposable {
  readonly #memento: Memento;
  readonly #secrets: SecretStorage;
  readonly #changed = new Emitter<ConnectionChange>();
  readonly #writing = new Set<string>();

  readonly onDidChange = this.#changed.event;
  readonly #subscription: Disposable;

  constructor(memento: Memento, secrets: SecretStorage) {
    this.#memento = memento;
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      const id = key.startsWith(KEY_PREFIX) ? key.slice(KEY_PREFIX.length) : undefined;
      // Our own writes tell of themselves when they are complete.
      if (id === undefined || this.#writing.has(id)) return;
      this.#changed.fire({ id, what: this.get(id) ? 'keyElsewhere' : 'removed' });
    });
  }

  all(): readonly Connection[] {
    return connectionsIn(this.#memento.get<unknown>(ROWS), new Map());
  }

  get(id: string | undefined): Connection | undefined {
    return this.all().find((connection) => connection.id === id);
  }

  async add(connection: Connection, key: string): Promise<void> {
    if (connection.kind === 'remote') await this.#writeKey(connection, key);
    await this.#write(connection.id, connection);
    this.#changed.fire({ id: connection.id, what: 'added' });
  }

  async update(id: string, change: Partial<ConnectionChoices>): Promise<void> {
    const connection = this.get(id);
    if (!connection) return;
    await this.#write(id, { ...connection, ...change });
    this.#changed.fire({ id, what: 'changed' });
  }

  /** @throws UserError when the connection is gone, such as by another window. */
  async replaceKey(connection: Connection, key: string): Promise<void> {
    if (!this.get(connection.id))
      throw new UserError('This connection was removed. Add it anew.', [Command.addConnection]);
    await this.#writeKey(connection, key);
    this.#changed.fire({ id: connection.id, what: 'key' });
  }

  async remove(id: string): Promise<void> {
    await this.#write(id, 'removed');
    this.#changed.fire({ id, what: 'removed' });
    await this.#secrets.delete(keyEntry(id));
  }

  /**
   * The key of a connection, or undefined when the secret storage has none: it was lost, never a reason to drop the row.
   * @throws UserError when the stored key was given for another origin.
   */
  async readKey(connection: Connection): Promise<string | undefined> {
    const record = parseRecord(await this.#secrets.get(keyEntry(connection.id)));
    if (record && record.origin !== connection.origin) {
      throw new UserError(
        `The stored key was given for ${record.origin}, not for ${connection.origin}, so it is not sent. Replace it to go on.`,
        [Command.replaceKey],
      );
    }
    return record?.key;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #write(id: string, connection: Connection | 'removed'): Promise<void> {
    const learned: Learned = new Map([[id, connection]]);
    await this.#memento.update(ROWS, rowsFor(this.#memento.get<unknown>(ROWS), learned));
  }

  async #writeKey({ id, origin }: Connection, key: string): Promise<void> {
    this.#writing.add(id);
    try {
      await writeSecret(this.#secrets, keyEntry(id), JSON.stringify({ origin, key }));
    } finally {
      this.#writing.delete(id);
    }
  }
}

function parseRecord(text: string | undefined): { origin: string; key: string } | undefined {
  if (text === undefined) return undefined;
  try {
    const { origin, key } = JSON.parse(text) as Record<string, unknown>;
    return typeof origin === 'string' && typeof key === 'string' ? { origin, key } : undefined;
  } catch {
    return undefined;
  }
}
