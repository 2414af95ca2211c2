import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { isOrigin, type Connection } from './connection.ts';
import { readConnection } from './connectionRow.ts';

/** What a file says of a connection: all but its id, its key, and what one user has agreed to. */
export type SharedConnection = Omit<Connection, 'id' | 'kind' | 'tokenFetches'>;

const FORMAT = 'partner-console-connections';
const VERSION = 1;
const MAX_CONNECTIONS = 100;
/** Far more than so many connections take. */
export const MAX_FILE_BYTES = 256 * 1024;
const MAX_NAME = 100;

/** Whether a connection means the same on another computer: sample data and what runs on this machine do not. */
export function isShareable({ kind, origin }: Pick<Connection, 'kind' | 'origin'>): boolean {
  return kind === 'remote' && origin.startsWith('https:');
}

/** The text of a file that others can import. Written field by field: there is no way for a key to get into it. */
export function toFile(connections: readonly Connection[]): string {
  const shared = connections
    .filter(isShareable)
    .map(({ name, origin, label, readOnly, tokenAuthorization, createPath }) => ({
      ...{ name, origin, label, readOnly, tokenAuthorization, createPath },
    }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, connections: shared }, null, 2)}\n`;
}

/**
 * The connections of a file, which anybody may have made. Only the fields above are read of it.
 * @throws UserError that says what is wrong, and then nothing of the file is taken.
 */
export function fromFile(text: string): readonly SharedConnection[] {
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) throw tooLarge();
  let file: unknown;
  try {
    // Windows' editors put this character before a text.
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw bad(t('it is not JSON'));
  }
  const { format, version, connections } = (file ?? {}) as Record<string, unknown>;
  if (format !== FORMAT || typeof version !== 'number' || !Array.isArray(connections))
    throw bad(t('it is not a file of connections'));
  if (version !== VERSION) throw bad(t('another version of this extension wrote it'));
  if (connections.length === 0) throw bad(t('there is no connection in it'));
  if (connections.length > MAX_CONNECTIONS) throw bad(t('it has more than {0} connections', MAX_CONNECTIONS));
  return connections.map((row: unknown, index) => checked(row, index + 1));
}

export function tooLarge(): UserError {
  return bad(t('it is larger than {0} KB', MAX_FILE_BYTES / 1024));
}

function checked(row: unknown, place: number): SharedConnection {
  const { name, origin } = (row ?? {}) as Record<string, unknown>;
  // Letters that do not show, or that turn the direction, would let one name pass for another.
  if (
    typeof name !== 'string' ||
    name.trim() === '' ||
    name.length > MAX_NAME ||
    /[\p{C}\p{Zl}\p{Zp}]/u.test(name)
  )
    throw bad(t('connection {0} has no usable name', place));
  if (typeof origin !== 'string' || !origin.startsWith('https:') || !isOrigin(origin))
    throw bad(t('connection {0} is not for an https host, written as https://host in plain letters', place));
  const whole = {
    ...(row as object),
    name: name.trim(),
    origin,
    id: 'none',
    kind: 'remote',
    version: undefined,
  };
  const connection = readConnection(whole);
  if (!connection) throw bad(t('connection {0} cannot be read', place));
  const { label, readOnly, tokenAuthorization, createPath } = connection;
  return { name: connection.name, origin, label, readOnly, tokenAuthorization, createPath };
}

function bad(why: string): UserError {
  return new UserError(t('Nothing was imported from this file: {0}.', why));
}
