import type { ConnectionState } from './activeConnection.ts';
import type { Connection } from './connection.ts';
import { marksOf } from './connectionMarks.ts';

/** What the status bar item is made of. */
export interface ConnectionStatus {
  readonly text: string;
  /** Sentences, the first a title. Names in them are the user's: text, not Markdown. */
  readonly tooltip: readonly string[];
  /** For a screen reader. Without the seconds that count down in the text: it would not stop talking. */
  readonly label: string;
  /** A colour that repeats what the text says: something is wrong, or this is production. */
  readonly tone: 'warning' | 'error' | undefined;
}

export interface StatusFacts {
  readonly state: ConnectionState;
  /** A call is under way. */
  readonly busy: boolean;
  readonly connection: Connection | undefined;
  readonly savedTokens: number;
  /** So many of them the secret storage has lost. */
  readonly lostTokens?: number;
  /** Until the host takes calls again, where it asked for fewer and said for how long. */
  readonly secondsLeft?: number | undefined;
  /** The credential command that gave the key. */
  readonly program?: string | undefined;
}

/** Says where the connection in use stands, what it is used for, and how many tokens are saved. */
export function statusOf(facts: StatusFacts): ConnectionStatus {
  const { state, busy, connection, savedTokens, lostTokens = 0, secondsLeft, program } = facts;
  const { icon, says, explains, tone } = WORDS[state];
  const doing = busy ? 'working' : says;
  const lost = lostTokens > 0 && `${lostTokens} lost`;
  const saved = `${savedTokens === 0 ? 'no' : savedTokens} saved token${savedTokens === 1 ? '' : 's'}`;
  const count = [saved, lost].filter(Boolean).join(', ');
  const marks = connection ? marksOf(connection).join(', ') : '';
  const wrong = explains !== undefined && connection !== undefined && says;
  const left = secondsLeft === undefined || secondsLeft <= 0 ? '' : `, ${secondsLeft} s left`;
  const text = [
    `$(${busy ? 'sync~spin' : icon}) ${connection?.name ?? 'Partner Console'}`,
    marks,
    wrong && wrong + left,
    savedTokens > 0 && `$(key) ${savedTokens}`,
    lost && `$(warning) ${lost}`,
  ];
  return {
    text: text.filter(Boolean).join('  '),
    tooltip: [
      ['Partner Console', connection?.name, marks].filter(Boolean).join(' · '),
      connection ? `${capitalized(doing)}, ${count}.` : `${capitalized(doing)}.`,
      explains,
      lost && 'Lost tokens are not in the secret storage any more: fetch them again, or forget them.',
      program !== undefined && `The key comes from the credential command “${program}”.`,
    ].filter((sentence) => typeof sentence === 'string'),
    label: ['Partner Console', connection?.name, marks, wrong && busy && wrong, doing, connection && count]
      .filter(Boolean)
      .join(', '),
    tone: connection?.label === 'production' ? 'error' : lost ? 'warning' : tone,
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Words {
  readonly icon: string;
  readonly says: string;
  /** Where something is in the way: what, in a sentence. */
  readonly explains?: string;
  readonly tone?: 'warning';
}

const WORDS: Readonly<Record<ConnectionState, Words>> = {
  none: {
    icon: 'plug',
    says: 'no connection',
    explains: 'Add one, or look around with made-up customers.',
  },
  idle: { icon: 'plug', says: 'not contacted yet' },
  connected: { icon: 'plug', says: 'connected' },
  keyRejected: {
    icon: 'error',
    says: 'key rejected',
    explains: 'The server refused the partner key. Nothing more is sent with it until you update it.',
    tone: 'warning',
  },
  keyMissing: {
    icon: 'error',
    says: 'key missing',
    explains: 'The partner key is not in the secret storage.',
    tone: 'warning',
  },
  forbidden: {
    icon: 'circle-slash',
    says: 'forbidden',
    explains: 'The server takes the partner key, but does not let it read the customers.',
    tone: 'warning',
  },
  // Passes by itself, so no colour.
  rateLimited: { icon: 'watch', says: 'rate limited', explains: 'The server asked for fewer calls.' },
  untrusted: {
    icon: 'shield',
    says: 'not trusted',
    explains: "The server's certificate is not trusted on this machine.",
    tone: 'warning',
  },
  proxyFailed: {
    icon: 'debug-disconnect',
    says: 'stopped by a proxy',
    explains: 'A proxy did not let calls through to the server.',
    tone: 'warning',
  },
  unreachable: {
    icon: 'debug-disconnect',
    says: 'unreachable',
    explains: 'The server could not be reached, or this machine is offline.',
    tone: 'warning',
  },
};
