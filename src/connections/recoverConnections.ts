import { DEFAULT_CHOICES, isOrigin, type Connection } from './connection.ts';
import { connectionsIn, idsIn } from './connectionRow.ts';
import type { ConnectionSecrets } from './connectionSecrets.ts';

/**
 * What the secret storage says of all connections, and mends on the way: it finishes removals, also those that only the
 * memento knows of, and keeps a copy of rows that have none there yet. Where it cannot be listed, only the connections
 * with a row are asked for.
 */
export async function recoverConnections(
  stored: unknown,
  removed: ReadonlySet<string>,
  secrets: ConnectionSecrets,
): Promise<ReadonlyMap<string, Connection | 'removed'>> {
  const learned = new Map<string, Connection | 'removed'>();
  const rows = new Map(connectionsIn(stored, learned).map((connection) => [connection.id, connection]));
  const known = idsIn(stored);
  const listed = await secrets.list();

  for (const id of listed ? new Set([...known, ...listed.keys()]) : known) {
    const row = rows.get(id);
    if (row?.kind === 'sample') continue;
    const parts = listed && (listed.get(id) ?? new Set());
    if (removed.has(id) || (parts?.has('removed') ?? (await secrets.isRemoved(id)))) {
      learned.set(id, 'removed');
      if (parts?.has('key') || parts?.has('row')) await secrets.delete(id);
      continue;
    }
    const copy = (parts?.has('row') ?? true) ? await secrets.readRow(id) : undefined;
    if (copy) learned.set(id, copy);
    else if (!parts || parts.has('row')) continue;
    else if (row) await secrets.writeRow(row);
    else if (!known.has(id)) {
      const restored = await fromKey(id, secrets);
      if (restored) learned.set(id, restored);
    }
  }
  return learned;
}

/**
 * A connection of which only the key is left. Named after its host, and read-only, since nobody knows any more what
 * was chosen for it. Its row is not copied here: where another window is just adding it, the right one comes.
 */
async function fromKey(id: string, secrets: ConnectionSecrets): Promise<Connection | undefined> {
  const { origin } = (await secrets.readKey(id)) ?? {};
  if (origin === undefined || !isOrigin(origin)) return undefined;
  const name = new URL(origin).host;
  return { ...DEFAULT_CHOICES, id, name, origin, kind: 'remote', readOnly: true };
}
