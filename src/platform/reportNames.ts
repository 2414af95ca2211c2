import { t } from '../base/l10n.ts';
import type { Presentation } from './presentation.ts';

/**
 * Stands in the name of every report's file and of no other, where nobody sees it: of a page that VS Code made of a
 * file, and brings back after a restart, the title is all that can be known.
 */
const MARK = '\u2063';

/** The names of reports' files, which stand in the titles of their tabs and stay what they were. */
export class ReportNames {
  readonly #presentation: Pick<Presentation, 'on' | 'mask'>;
  /** Of reports that were made while nothing was masked. */
  readonly #plain = new Set<string>();

  constructor(presentation: Pick<Presentation, 'on' | 'mask'>) {
    this.#presentation = presentation;
  }

  /** The name of a file for a report of this title. */
  make(title: string): string {
    const { on } = this.#presentation;
    const name = `${asFileName(this.#presentation.mask(title))}${MARK}.md`;
    if (on) this.#plain.delete(name);
    else this.#plain.add(name);
    return name;
  }

  /** Whether the title of a tab has the name of a report that was made while nothing was masked, here and not since. */
  isPlain(title: string): boolean {
    return [...this.#plain].some((name) => title.includes(name));
  }
}

/** Whether the title of a tab has the name of a report, also of an earlier window's. */
export function hasReportName(title: string): boolean {
  return title.includes(`${MARK}.md`);
}

/** A name as the title of a page, which is a file's name to VS Code. */
function asFileName(name: string): string {
  const title = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\?#%:]+/gu, ' ').trim();
  return title.slice(0, 60) || t('Details');
}
