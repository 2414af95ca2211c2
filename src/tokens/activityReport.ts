import { t } from '../base/l10n.ts';
import { plainMarkdown } from '../platform/plainMarkdown.ts';
import type { ActivityEntry, Deed } from './activity.ts';
import { typeLabel } from './tokenWords.ts';

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
    const who = userName(entry) ?? t('user {0}', userId);
    const where = connectionName(connectionId) ?? t('a connection that was removed');
    const cells = [new Date(at).toLocaleString(), wordOf(deed), typeLabel(type), who, where];
    return `| ${cells.map(plainMarkdown).join(' | ')} |`;
  });
  const heads = [t('When'), t('What'), t('Type of token'), t('Whose'), t('Connection')];
  const table = [`| ${heads.join(' | ')} |`, '| --- | --- | --- | --- | --- |', ...rows];
  const about = [
    t('What was done with tokens.'),
    t('The record has ids and no token; names are shown of users whose token is saved.'),
    isOn
      ? t(
          'It is kept on this computer only, and the latest 500 entries of it. **Clear Activity…** empties it, and the setting `partnerConsole.activity.enabled` ends it.',
        )
      : t(
          'Nothing is added to it: the setting `partnerConsole.activity.enabled` is off. **Clear Activity…** empties it.',
        ),
  ];
  return `${[
    `# ${t('Token Activity')}`,
    about.join(' '),
    entries.length === 0 ? `_${t('Nothing yet.')}_` : table.join('\n'),
  ].join('\n\n')}\n`;
}

function wordOf(deed: Deed): string {
  switch (deed) {
    case 'fetched':
      return t('fetched');
    case 'saved':
      return t('saved');
    case 'copied':
      return t('copied');
    case 'written':
      return t('written');
    case 'handed over':
      return t('handed over');
    case 'verified':
      return t('verified');
    case 'forgotten':
      return t('forgotten');
  }
}
