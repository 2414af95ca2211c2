import { plainMarkdown } from '../platform/plainMarkdown.ts';
import type { ActivityEntry } from './activity.ts';
import { typeLabel } from './storedToken.ts';

export interface ActivityReportOptions {
  readonly entries: readonly ActivityEntry[];
  /** Whether more will be recorded. */
  readonly isOn: boolean;
  /** Names that are known still; an entry has ids only. */
  readonly userName: (entry: ActivityEntry) => string | undefined;
  readonly connectionName: (connectionId: string) => string | undefined;
}

/** The record of what was done with tokens, the latest first, as a Markdown document. */
export function activityReport({ entries, isOn, userName, connectionName }: ActivityReportOptions): string {
  const rows = entries.toReversed().map((entry) => {
    const { at, deed, type, userId, connectionId } = entry;
    const who = userName(entry) ?? `user ${userId}`;
    const where = connectionName(connectionId) ?? 'a connection that was removed';
    const cells = [new Date(at).toLocaleString(), deed, typeLabel(type), who, where];
    return `| ${cells.map(plainMarkdown).join(' | ')} |`;
  });
  const table = [
    '| When | What | Type of token | Whose | Connection |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
  const recording = isOn
    ? 'It is kept on this computer only, and the latest 500 entries of it. **Clear Activity…** empties it, and the setting `partnerConsole.activity.enabled` ends it.'
    : 'Nothing is added to it: the setting `partnerConsole.activity.enabled` is off. **Clear Activity…** empties it.';
  return `${[
    '# Token Activity',
    `What was done with tokens. The record has ids and no token; names are shown of users whose token is saved. ${recording}`,
    entries.length === 0 ? '_Nothing yet._' : table.join('\n'),
  ].join('\n\n')}\n`;
}
