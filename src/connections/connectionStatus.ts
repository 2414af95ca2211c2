import type { ConnectionState } from './activeConnection.ts';
import type { Connection } from './connection.ts';
import { marksOf } from './connectionMarks.ts';

/** What the status bar item is made of. */
export interface ConnectionStatus {
  readonly text: string;
  readonly tooltip: string;
  /** For a screen reader. */
  readonly label: string;
  /** A colour that repeats what the text says: something is wrong, or this is production. */
  readonly tone: 'warning' | 'error' | undefined;
}

/** Says where the connection in use stands, what it is used for, and how many tokens are saved. */
export function statusOf(
  state: ConnectionState,
  busy: boolean,
  connection: Connection | undefined,
  saved: number,
): ConnectionStatus {
  const { icon, says, next, alarming } = WORDS[state];
  const doing = busy ? 'working' : says;
  const count = `${saved === 0 ? 'no' : saved} saved token${saved === 1 ? '' : 's'}`;
  const marks = connection ? marksOf(connection).join(', ') : '';
  const name = connection && (marks ? `${connection.name} (${marks})` : connection.name);
  const text = [
    `$(${busy ? 'sync~spin' : icon}) ${connection?.name ?? 'Partner Console'}`,
    marks,
    alarming && says,
    saved > 0 && `$(key) ${saved}`,
  ];
  return {
    text: text.filter(Boolean).join('  '),
    tooltip: [name ? `${name}: ${doing}, ${count}` : `Partner Console: ${doing}`, next].join('\n'),
    label: ['Partner Console', connection?.name, marks, doing, connection && count]
      .filter(Boolean)
      .join(', '),
    tone: connection?.label === 'production' ? 'error' : alarming && 'warning',
  };
}

interface Words {
  readonly icon: string;
  readonly says: string;
  readonly next: string;
  readonly alarming?: true;
}

const WORDS: Readonly<Record<ConnectionState, Words>> = {
  none: { icon: 'plug', says: 'no connection', next: 'Click to add one or to try with sample data.' },
  idle: { icon: 'plug', says: 'not contacted yet', next: 'Click for actions.' },
  connected: { icon: 'plug', says: 'connected', next: 'Click for actions.' },
  keyRejected: { icon: 'error', says: 'key rejected', next: 'Click to replace the key.', alarming: true },
  keyMissing: { icon: 'error', says: 'key missing', next: 'Click to enter the key.', alarming: true },
  untrusted: { icon: 'shield', says: 'not trusted', next: 'Click to see why.', alarming: true },
  proxyFailed: {
    icon: 'debug-disconnect',
    says: 'stopped by a proxy',
    next: 'Click to see why.',
    alarming: true,
  },
  unreachable: { icon: 'debug-disconnect', says: 'unreachable', next: 'Click to try again.', alarming: true },
};
