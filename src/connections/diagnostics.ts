import type { PastCall } from '../platform/callHistory.ts';
import type { ConnectionState } from './activeConnection.ts';
import { KNOWN_HOSTS, type Connection } from './connection.ts';
import type { Step } from './doctor.ts';

type Row = readonly [what: string, value: string];

export interface DiagnosticsFacts {
  readonly versions: readonly Row[];
  /** Values that may be told: see `settingWord`. */
  readonly settings: readonly Row[];
  readonly connections: readonly Connection[];
  readonly active: { readonly connection: Connection | undefined; readonly state: ConnectionState };
  readonly calls: readonly PastCall[];
  /** The Doctor's last examination, and whether that was of a connection that was not in use. */
  readonly examined: { readonly steps: readonly Step[]; readonly ofOther: boolean } | undefined;
}

/**
 * What helps to find out what is wrong, as a Markdown document for whoever can mend it, and therefore in English. Of connections only numbers
 * and states: their names are the user's, and a white-label host is a name of an agency. Of the Doctor's findings only
 * results and codes, since their sentences name hosts and authorities.
 */
export function diagnosticsReport(facts: DiagnosticsFacts): string {
  const { versions, settings, connections, active, calls, examined } = facts;
  const parts = [
    '# Diagnostics of Partner Console',
    'No key, token, e-mail address, host or name of yours is in here: read it before you pass it on.',
    section('Versions', versions.map(line)),
    section('Settings and environment', settings.map(line)),
    section('Connections', [
      ...countHosts(connections),
      active.connection
        ? `- in use: ${hostWord(active.connection)}, ${active.state}${active.connection.readOnly ? ', read-only' : ''}`
        : '- in use: none',
    ]),
    section(
      examined?.ofOther ? 'Connection Doctor, of a connection that was not in use' : 'Connection Doctor',
      examined?.steps.map(stepLine) ?? ['- not asked in this window'],
    ),
    section('Last calls, the oldest first', calls.length === 0 ? ['- none'] : calls.map(callLine)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.join('\n')}`;
}

function line([what, value]: Row): string {
  return `- ${what}: ${value}`;
}

function countHosts(connections: readonly Connection[]): string[] {
  const counts = new Map<string, number>();
  for (const connection of connections) {
    const word = hostWord(connection);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort().map(([word, count]) => `- ${count} to ${word}`);
}

/** A host that everybody knows by its name, all others by their kind. */
function hostWord({ kind, origin }: Connection): string {
  if (kind === 'sample') return 'the sample data';
  const known = KNOWN_HOSTS.find((host) => host.origin === origin);
  return known?.name ?? (origin.startsWith('http:') ? 'a server on this machine' : 'another host');
}

function stepLine({ id, result, milliseconds, code }: Step): string {
  const facts = [result, milliseconds !== undefined && `${milliseconds} ms`, code].filter(Boolean);
  return `- ${id}: ${facts.join(', ')}`;
}

function callLine({ method, path, credential, status, milliseconds, outcome, attempt }: PastCall): string {
  const again = attempt > 1 ? `, attempt ${attempt}` : '';
  return `- ${method} ${path} with ${credential}: ${outcome}, ${status ?? 'no status'}, ${milliseconds} ms${again}`;
}
