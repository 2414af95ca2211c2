import type { Memento, SecretStorage } from 'vscode';
import { Emitter } from '../base/event.ts';
import type { Disposable } from '../base/disposable.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { Keyring } from '../platform/keyring.ts';
import type { Connection, ConnectionChoices } from './connection.ts';
import { connectionsIn, rowsFor } from './connectionRow.ts';
import { ConnectionSecrets, partOf } from './connectionSecrets.ts';

const ROWS = 'connections';
/** Ids of connections that were removed: in a browser windows hear of each other's mementos and not of their secrets. */
const REMOVED = 'removedConnections';

/**
 * What happened to a connection. `appeared` is one that another window added, or whose row was lost and is back;
 * `keyElsewhere` says that another window or VS Code changed its key.
 */
interface ConnectionChange {
  readonly id: string;
  readonly what: 'added' | 'appeared' | 'changed' | 'key' | 'keyElsewhere' | 'removed';
}

/**
 * The user's connections. Their rows are in a memento, which activation may read, and which two windows overwrite for
 * each other; the secret storage has each key and a copy of each row in entries of their own, and is believed where
 * they differ. So whatever is lost of a memento is back at the first use of the secret storage.
 */
export class ConnectionStore implements Disposable {
  readonly #memento: Memento;
  readonly #secrets: ConnectionSecrets;
  readonly #keyring: Pick<Keyring, 'check'> | undefined;
  readonly #changed = new Emitter<ConnectionChange>();
  readonly #subscription: Disposable;
  /** What the secret storage said, as of now. A removal stands for ever: ids are not used again. */
  readonly #learned = new Map<string, Connection | 'removed'>();
  #recovered: Promise<void> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento, secrets: SecretStorage, keyring?: Pick<Keyring, 'check'>) {
    this.#memento = memento;
    this.#keyring = keyring;
    this.#secrets = new ConnectionSecrets(secrets);
    this.#subscription = secrets.onDidChange(({ key }) => {
      const { id, part } = partOf(key) ?? {};
      // Our own writes tell of themselves when they are complete.
      if (id === undefined || this.#secrets.isWriting(id)) return;
      if (part === 'key' && this.get(id)) this.#changed.fire({ id, what: 'keyElsewhere' });
      else this.latest(id).catch(() => undefined);
    });
  }

  all(): readonly Connection[] {
    return connectionsIn(this.#memento.get<unknown>(ROWS), this.#known());
  }

  get(id: string | undefined): Connection | undefined {
    return this.all().find((connection) => connection.id === id);
  }

  /**
   * Mends what crashes and other windows left: rows that are lost, removals that were not finished. Done once, with
   * the first use of the secret storage and not before: activation reads no secret.
   */
  recover(): Promise<void> {
    this.#recovered ??= this.#oneAtATime(async () => {
      await this.#keyring?.check();
      const before = this.all();
      const { recoverConnections } = await import('./recoverConnections.ts');
      const learned = await recoverConnections(
        this.#memento.get<unknown>(ROWS),
        this.#removed(),
        this.#secrets,
      );
      for (const [id, connection] of learned) this.#learn(id, connection);
      await this.#writeRows();
      const ids = new Set([...before, ...this.all()].map(({ id }) => id));
      for (const id of ids)
        this.#tell(
          before.find((connection) => connection.id === id),
          id,
        );
    }).catch(() => {
      // What is known goes on; the next use tries again.
      this.#recovered = undefined;
    });
    return this.#recovered;
  }

  /**
   * A connection as the last window that changed it left it; undefined when it was removed.
   * A choice that guards something is read here before it is relied on.
   */
  latest(id: string): Promise<Connection | undefined> {
    return this.#oneAtATime(async () => {
      const before = this.get(id);
      const latest = await this.#readLatest(id);
      this.#tell(before, id);
      return latest;
    });
  }

  /** Without a key, as for one that was imported, the connection is there and its key is missing. */
  async add(connection: Connection, key?: string): Promise<void> {
    const { id, kind } = connection;
    await this.recover();
    await this.#oneAtATime(async () => {
      if (kind === 'remote') {
        if (key !== undefined) await this.#secrets.writeKey(connection, key);
        try {
          await this.#secrets.writeRow(connection);
        } catch (error) {
          // Should this fail as well, the key comes back as a connection named after its host: see recoverConnections.
          await this.#secrets.delete(id).catch(() => undefined);
          throw error;
        }
      }
      await this.#settle(id, connection, 'added');
    });
  }

  /** @throws UserError when the connection is gone, such as by another window. */
  async update(id: string, change: Partial<ConnectionChoices>): Promise<void> {
    await this.#oneAtATime(async () => {
      const connection = await this.#readLatest(id);
      if (!connection) throw await this.#gone(id);
      const changed = { ...connection, ...change };
      if (connection.kind === 'remote') {
        await this.#secrets.writeRow(changed);
        if (await this.#isRemoved(id)) throw await this.#gone(id);
      }
      await this.#settle(id, changed, 'changed');
    });
  }

  /** @throws UserError when the connection is gone, such as by another window. */
  async replaceKey(connection: Connection, key: string): Promise<void> {
    const { id } = connection;
    await this.recover();
    await this.#oneAtATime(async () => {
      if (!(await this.#readLatest(id))) throw await this.#gone(id);
      await this.#secrets.writeKey(connection, key);
      // Removed while this was written: the key must not stay behind.
      if (await this.#isRemoved(id)) throw await this.#gone(id);
      this.#changed.fire({ id, what: 'key' });
    });
  }

  /** Once the removal is marked it happens, by the next start at the latest, whatever ends this window. */
  async remove(id: string): Promise<void> {
    await this.#oneAtATime(async () => {
      const remote = this.get(id)?.kind !== 'sample';
      if (remote) {
        await this.#secrets.markRemoved(id);
        await this.#memento.update(REMOVED, [...this.#removed(), id]);
      }
      await this.#settle(id, 'removed', 'removed');
      if (remote) await this.#secrets.delete(id);
    });
  }

  /** Removes every connection without a trace, also rows and keys that cannot be read. */
  async deleteAll(): Promise<void> {
    await this.#oneAtATime(async () => {
      const before = this.all();
      const listed = await this.#secrets.list();
      for (const id of new Set([...before.map((connection) => connection.id), ...(listed?.keys() ?? [])])) {
        await this.#secrets.delete(id, 'and the mark');
        this.#learn(id, 'removed');
      }
      await this.#memento.update(ROWS, undefined);
      await this.#memento.update(REMOVED, undefined);
      for (const { id } of before) this.#changed.fire({ id, what: 'removed' });
    });
  }

  /**
   * The key of a connection, or undefined when the secret storage has none: it was lost, never a reason to drop the row.
   * @throws UserError when the stored key was given for another origin, or the connection was removed elsewhere.
   */
  async readKey(connection: Connection): Promise<string | undefined> {
    await this.recover();
    // What a window of a browser has of a key that another one removed is not used any more.
    const record = this.#removed().has(connection.id)
      ? undefined
      : await this.#secrets.readKey(connection.id);
    if (record && record.origin !== connection.origin) {
      throw new UserError(
        t(
          'The stored key was given for {0}, not for {1}, so it is not sent. Update it to go on.',
          record.origin,
          connection.origin,
        ),
        [Command.replaceKey],
      );
    }
    if (!record && !(await this.latest(connection.id))) throw removed();
    return record?.key;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #readLatest(id: string): Promise<Connection | undefined> {
    if (this.get(id)?.kind !== 'sample') {
      const learned = (await this.#isRemoved(id)) ? 'removed' : await this.#secrets.readRow(id);
      if (learned) this.#learn(id, learned);
    }
    return this.get(id);
  }

  /** What this or another window has put down as removed. */
  #removed(): ReadonlySet<string> {
    const ids = this.#memento.get<unknown>(REMOVED);
    return new Set(Array.isArray(ids) ? (ids as unknown[]).filter((id) => typeof id === 'string') : []);
  }

  async #isRemoved(id: string): Promise<boolean> {
    return this.#removed().has(id) || (await this.#secrets.isRemoved(id));
  }

  /** What is known better than the rows. */
  #known(): ReadonlyMap<string, Connection | 'removed'> {
    return new Map([...this.#learned, ...[...this.#removed()].map((id) => [id, 'removed'] as const)]);
  }

  #learn(id: string, connection: Connection | 'removed'): void {
    if (this.#learned.get(id) !== 'removed') this.#learned.set(id, connection);
  }

  /** Completes a removal that another window began, and says so. */
  async #gone(id: string): Promise<UserError> {
    const before = this.get(id);
    if (await this.#isRemoved(id)) {
      this.#learn(id, 'removed');
      await this.#secrets.delete(id);
    }
    this.#tell(before, id);
    return removed();
  }

  /** Puts down in the memento what the secret storage has already. */
  async #settle(
    id: string,
    connection: Connection | 'removed',
    what: ConnectionChange['what'],
  ): Promise<void> {
    this.#learn(id, connection);
    try {
      await this.#writeRows();
    } finally {
      this.#changed.fire({ id, what });
    }
  }

  async #writeRows(): Promise<void> {
    const stored = this.#memento.get<unknown>(ROWS);
    const rows = rowsFor(stored, this.#known());
    if (JSON.stringify(rows) !== JSON.stringify(stored ?? [])) await this.#memento.update(ROWS, rows);
  }

  /** Tells what reading brought to light. That one was removed may be told again: where it was heard of is not known. */
  #tell(before: Connection | undefined, id: string): void {
    const now = this.get(id);
    if (this.#known().get(id) === 'removed') this.#changed.fire({ id, what: 'removed' });
    else if (!before && now) this.#changed.fire({ id, what: 'appeared' });
    else if (JSON.stringify(before) !== JSON.stringify(now)) this.#changed.fire({ id, what: 'changed' });
  }

  /** Each of them takes several steps; those of two must not mix. */
  #oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function removed(): UserError {
  return new UserError(t('This connection was removed. Add it anew.'), [Command.addConnection]);
}
