import { t } from '../base/l10n.ts';
import { plainMarkdown as plain } from '../platform/plainMarkdown.ts';
import type { Finding, Step } from './doctor.ts';

export interface Examined {
  readonly name: string;
  readonly origin: string;
  /** ISO 8601: when it began. */
  readonly began: string;
  readonly steps: readonly Step[];
  /** Why steps are missing, if they are. */
  readonly end: 'complete' | 'cancelled' | 'changed' | 'failed';
}

/** With spaces that do not break, and signs after which no line does, as one may after a dash. */
function markOf(result: Finding['result']): string {
  switch (result) {
    case 'passed':
      return `✓\u00a0${t('passed')}`;
    case 'warning':
      return `⚠\u00a0**${t('warning')}**`;
    case 'failed':
      return `✗\u00a0**${t('failed')}**`;
    case 'skipped':
      return `○\u00a0${t('skipped')}`;
  }
}

/** An examination as a Markdown document for people, also for those whom it is sent to. */
export function doctorReport({ name, origin, began, steps, end }: Examined): string {
  const title = `# ${t('Connection Doctor: {0}', plain(name))}`;
  const [day, time] = [began.slice(0, 10), began.slice(11, 16)];
  const about = t('Asked at {0} on {1} at {2} UTC.', plain(origin), day, time);
  const heads = [t('Step'), t('Result'), t('Time'), t('What was found')];
  const table = [`| ${heads.join(' | ')} |`, '| --- | --- | ---: | --- |'];
  for (const { title: step, result, milliseconds, says, fix } of steps) {
    const took = milliseconds === undefined ? '' : `${milliseconds}\u00a0ms`;
    const found = fix === undefined ? plain(says) : `${plain(says)}<br>**${t('To do:')}** ${plain(fix)}`;
    table.push(`| ${step} | ${markOf(result)} | ${took} | ${found} |`);
  }
  const last = end === 'complete' ? `**${summary(steps)}**` : `_${EARLY_ENDS[end]()}_`;
  const isPrivate = t('No key or token is in this report.');
  return `${[title, about, table.join('\n'), `${last} ${isPrivate}`].join('\n\n')}\n`;
}

/** Why there are no more steps. */
const EARLY_ENDS = {
  cancelled: () => t('You cancelled the rest.'),
  changed: () => t('The rest was given up, since the connection was changed or removed meanwhile.'),
  failed: () => t('The rest was given up, since something unexpected went wrong: the log says where.'),
} as const;

/** What an examination came to, as a sentence. */
export function summary(steps: readonly Step[]): string {
  const trouble = steps.find(({ result }) => result === 'failed');
  if (trouble) return t('“{0}” failed: {1}', trouble.title, trouble.says);
  const warnings = steps.filter(({ result }) => result === 'warning').length;
  if (warnings === 0) return t('All is well.');
  return warnings === 1 ? t('It works, with a warning.') : t('It works, with {0} warnings.', warnings);
}
