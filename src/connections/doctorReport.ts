import { plainMarkdown as plain } from '../platform/plainMarkdown.ts';
import type { Finding, Step } from './doctor.ts';

export interface Examined {
  readonly name: string;
  readonly origin: string;
  /** ISO 8601: when it began. */
  readonly began: string;
  readonly steps: readonly Step[];
  /** `running` as long as steps may follow; `ended` where they never will, because it was cancelled. */
  readonly state: 'running' | 'done' | 'ended';
}

/** With spaces that do not break, and signs after which no line does, as one may after a dash. */
const MARKS: Readonly<Record<Finding['result'], string>> = {
  passed: '✓\u00a0passed',
  warning: '⚠\u00a0**warning**',
  failed: '✗\u00a0**failed**',
  skipped: '○\u00a0skipped',
};

/** An examination as a Markdown document for people, also for those whom it is sent to. */
export function doctorReport({ name, origin, began, steps, state }: Examined): string {
  const title = `# Connection Doctor: ${plain(name)}`;
  const about = `Asked at ${plain(origin)} on ${began.slice(0, 10)} at ${began.slice(11, 16)} UTC.`;
  const table = ['| Step | Result | Time | What was found |', '| --- | --- | ---: | --- |'];
  for (const { title: step, result, milliseconds, says, fix } of steps) {
    const time = milliseconds === undefined ? '' : `${milliseconds}\u00a0ms`;
    const found = fix === undefined ? plain(says) : `${plain(says)}<br>**To do:** ${plain(fix)}`;
    table.push(`| ${step} | ${MARKS[result]} | ${time} | ${found} |`);
  }
  const end = {
    running: '_The examination goes on…_',
    done: `**${summary(steps)}** No key or token is in this report.`,
    ended: '_Cancelled, or the connection was changed meanwhile._',
  }[state];
  return `${[title, about, table.join('\n'), end].join('\n\n')}\n`;
}

/** What an examination came to, as a sentence. */
export function summary(steps: readonly Step[]): string {
  const trouble = steps.find(({ result }) => result === 'failed');
  if (trouble) return `“${trouble.title}” failed: ${trouble.says}`;
  const warnings = steps.filter(({ result }) => result === 'warning').length;
  if (warnings === 0) return 'All is well.';
  return warnings === 1 ? 'It works, with a warning.' : `It works, with ${warnings} warnings.`;
}
