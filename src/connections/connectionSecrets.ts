import type { SecretStorage } from 'vscode';
import { listSecrets, writeSecret } from '../platform/secrets.ts';
import type { Connection } from './connection.ts';
import { readConnection, toRow } from './connectionRow.ts';

/** What the secret storage may hold of a connection, each in an entry of its own. */
const PREFIXES = {
  key: 'partnerConsole.key.',
  row: 'partnerConsole.connection.',
  removed: 'partnerConsole.removed.',
} as const;
type Part = keyof typeof PREFIXES;

/** The secret storage's entry of a connection's key. */
export function keyEntry(connectionId: string): string {
  return PREFIXES.key + connectionId;
}

/** What an entry of the secret storage holds, if it is of a connection. */
export function partOf(entry: string): { readonly id: string; readonly part: Part } | undefined {
  const part = (['key', 'row', 'removed'] as const).find((each) => entry.startsWith(PREFIXES[each]));
  return part && { id: entry.slice(PREFIXES[part].length), part };
}

/**
 * Connections in the secret storage: the key together with the origin it was given for, a copy of the row, and a mark
 * of its removal, which is never taken back and beats the other two. Two windows that write different entries cannot
 * overwrite each other; see docs/decisions/0005.
 */
export class ConnectionSecrets {
  readonly #secrets: SecretStorage;
  readonly #writing = new Map<string, number>();

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  /** Whether this window is writing something of a connection now. */
  isWriting(id: string): boolean {
    return this.#writing.has(id);
  }

  /** What there is of each connection; undefined where VS Code cannot tell. */
  async list(): Promise<ReadonlyMap<string, ReadonlySet<Part>> | undefined> {
    const entries = await listSecrets(this.#secrets);
    if (!entries) return undefined;
    const parts = new Map<string, Set<Part>>();
    for (const { id, part } of entries.flatMap((entry) => partOf(entry) ?? [])) {
      parts.set(id, (parts.get(id) ?? new Set()).add(part));
    }
    return parts;
  }

  async isRemoved(id: string): Promise<boolean> {
    return (await this.#secrets.get(PREFIXES.removed + id)) !== undefined;
  }

  async readRow(id: string): Promise<Connection | undefined> {
    const connection = readConnection(parse(await this.#secrets.get(PREFIXES.row + id)));
    return connection?.id === id ? connection : undefined;
  }

  async readKey(id: string): Promise<{ readonly origin: string; readonly key: string } | undefined> {
    const { origin, key } = parse(await this.#secrets.get(keyEntry(id))) ?? {};
    return typeof origin === 'string' && typeof key === 'string' ? { origin, key } : undefined;
  }

  writeRow(connection: Connection): Promise<void> {
    return this.#write(connection.id, 'row', JSON.stringify(toRow(connection)));
  }

  writeKey({ id, origin }: Connection, key: string): Promise<void> {
    return this.#write(id, 'key', JSON.stringify({ origin, key }));
  }

  markRemoved(id: string): Promise<void> {
    return this.#write(id, 'removed', JSON.stringify({ id }));
  }

  /** Deletes key and row, in this order: a row without a key is asked for it, a key without a row loses its name. */
  async delete(id: string, more?: 'and the mark'): Promise<void> {
    await this.#while(id, async () => {
      await this.#secrets.delete(keyEntry(id));
      await this.#secrets.delete(PREFIXES.row + id);
      if (more) await this.#secrets.delete(PREFIXES.removed + id);
    });
  }

  #write(id: string, part: Part, value: string): Promise<void> {
    return this.#while(id, () => writeSecret(this.#secrets, PREFIXES[part] + id, value));
  }

  async #while(id: string, work: () => Promise<void>): Promise<void> {
    this.#writing.set(id, (this.#writing.get(id) ?? 0) + 1);
    try {
      await work();
    } finally {
      const others = (this.#writing.get(id) ?? 1) - 1;
      if (others > 0) this.#writing.set(id, others);
      else this.#writing.delete(id);
    }
  }
}

function parse(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
