import { t } from '../base/l10n.ts';
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
  const { icon, says, explains, tone } = wordsFor(state);
  const doing = busy ? t('working') : says;
  const lost = lostTokens > 0 && (lostTokens === 1 ? t('1 lost') : t('{0} lost', lostTokens));
  const count = [countSaved(savedTokens), lost].filter(Boolean).join(', ');
  const marks = connection ? marksOf(connection).join(', ') : '';
  const wrong = explains !== undefined && connection !== undefined && says;
  const counts = secondsLeft !== undefined && secondsLeft > 0;
  const text = [
    `$(${busy ? 'sync~spin' : icon}) ${connection?.name ?? 'Partner Console'}`,
    marks,
    wrong && (counts ? t('{0}, {1} s left', wrong, secondsLeft) : wrong),
    savedTokens > 0 && `$(key) ${savedTokens}`,
    lost && `$(warning) ${lost}`,
  ];
  return {
    text: text.filter(Boolean).join('  '),
    tooltip: [
      ['Partner Console', connection?.name, marks].filter(Boolean).join(' · '),
      connection ? `${capitalized(doing)}, ${count}.` : `${capitalized(doing)}.`,
      explains,
      lost && t('Lost tokens are not in the secret storage any more: fetch them again, or forget them.'),
      program !== undefined && t('The key comes from the credential command “{0}”.', program),
    ].filter((sentence) => typeof sentence === 'string'),
    label: ['Partner Console', connection?.name, marks, wrong && busy && wrong, doing, connection && count]
      .filter(Boolean)
      .join(', '),
    tone: connection?.label === 'production' ? 'error' : lost ? 'warning' : tone,
  };
}

function countSaved(tokens: number): string {
  if (tokens === 0) return t('no saved tokens');
  return tokens === 1 ? t('1 saved token') : t('{0} saved tokens', tokens);
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

function wordsFor(state: ConnectionState): Words {
  switch (state) {
    case 'none':
      return {
        icon: 'plug',
        says: t('no connection'),
        explains: t('Add one, or look around with made-up customers.'),
      };
    case 'idle':
      return { icon: 'plug', says: t('not contacted yet') };
    case 'connected':
      return { icon: 'plug', says: t('connected') };
    case 'keyRejected':
      return {
        icon: 'error',
        says: t('key rejected'),
        explains: t('The server refused the partner key. Nothing more is sent with it until you update it.'),
        tone: 'warning',
      };
    case 'keyMissing':
      return {
        icon: 'error',
        says: t('key missing'),
        explains: t('The partner key is not in the secret storage.'),
        tone: 'warning',
      };
    case 'forbidden':
      return {
        icon: 'circle-slash',
        says: t('forbidden'),
        explains: t('The server takes the partner key, but does not let it read the customers.'),
        tone: 'warning',
      };
    // Passes by itself, so no colour.
    case 'rateLimited':
      return { icon: 'watch', says: t('rate limited'), explains: t('The server asked for fewer calls.') };
    case 'untrusted':
      return {
        icon: 'shield',
        says: t('not trusted'),
        explains: t("The server's certificate is not trusted on this machine."),
        tone: 'warning',
      };
    case 'proxyFailed':
      return {
        icon: 'debug-disconnect',
        says: t('stopped by a proxy'),
        explains: t('A proxy did not let calls through to the server.'),
        tone: 'warning',
      };
    case 'unreachable':
      return {
        icon: 'debug-disconnect',
        says: t('unreachable'),
        explains: t('The server could not be reached, or this machine is offline.'),
        tone: 'warning',
      };
  }
}
