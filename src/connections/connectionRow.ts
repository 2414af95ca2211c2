import { DEFAULT_CHOICES, isOrigin, LABELS, TOKEN_FETCHES, type Connection } from './connection.ts';

/** 1, which says no version: before labels, read-only and the path; 2: before what is known of fetching tokens. */
const VERSION = 3;

/** A connection as it is stored. */
export function toRow(connection: Connection): object {
  return { version: VERSION, ...connection };
}

/**
 * A stored row, brought up to date; undefined where it is none of ours or a newer version wrote it. A choice that
 * makes no sense becomes the default, but for those that guard something: what is not surely off is on.
 */
export function readConnection(value: unknown): Connection | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const row = value as Record<keyof Connection | 'version', unknown>;
  const { version = 1, id, name, origin, kind, label, readOnly = false } = row;
  if (typeof version !== 'number' || version > VERSION) return undefined;
  if (typeof id !== 'string' || id === '' || typeof name !== 'string' || typeof origin !== 'string')
    return undefined;
  if (kind !== 'sample' && (kind !== 'remote' || !isOrigin(origin))) return undefined;
  return {
    id,
    name,
    origin,
    kind,
    label: LABELS.find((each) => each === label) ?? DEFAULT_CHOICES.label,
    readOnly: readOnly !== false,
    tokenAuthorization:
      row.tokenAuthorization === 'partnerKey' ? 'partnerKey' : DEFAULT_CHOICES.tokenAuthorization,
    createPath: row.createPath === '/customer' ? '/customer' : DEFAULT_CHOICES.createPath,
    tokenFetches:
      row.tokenFetches === undefined
        ? DEFAULT_CHOICES.tokenFetches
        : (TOKEN_FETCHES.find((each) => each === row.tokenFetches) ?? 'afterAsking'),
  };
}

/** What is known of a connection besides its stored row, and better than that. */
export type Learned = ReadonlyMap<string, Connection | 'removed'>;

/** The stored rows that can be read, corrected and completed by what was learned since. */
export function connectionsIn(stored: unknown, learned: Learned): readonly Connection[] {
  return merge(stored, learned).flatMap(({ connection }) => connection ?? []);
}

/** What to store for the same. Rows that cannot be read stay as they are: a newer version may have written them. */
export function rowsFor(stored: unknown, learned: Learned): readonly unknown[] {
  return merge(stored, learned).map(({ raw, connection }) => (connection ? toRow(connection) : raw));
}

/** The ids of all stored rows, also of those that cannot be read. */
export function idsIn(stored: unknown): ReadonlySet<string> {
  const rows = Array.isArray(stored) ? (stored as unknown[]) : [];
  return new Set(rows.map(idOf).filter((id) => id !== undefined));
}

function idOf(raw: unknown): string | undefined {
  const id = (raw as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : undefined;
}

function merge(stored: unknown, learned: Learned): { raw?: unknown; connection?: Connection | undefined }[] {
  const missing = new Map(learned);
  const rows = (Array.isArray(stored) ? (stored as unknown[]) : []).flatMap((raw) => {
    const id = idOf(raw) ?? '';
    const better = learned.get(id);
    missing.delete(id);
    return better === 'removed' ? [] : { raw, connection: better ?? readConnection(raw) };
  });
  return [
    ...rows,
    ...[...missing.values()].flatMap((each) => (each === 'removed' ? [] : { connection: each })),
  ];
}
