import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { ratios, spreadOf, type Rounds, type Sample } from './compare.ts';

interface Goal {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly met: boolean;
}

/** What the benchmarks found: printed as it comes, and in the end a page of Markdown. */
export class Report {
  readonly #goals: Goal[] = [];
  readonly #lines: string[] = [];

  /** Begins a part; `about` says what its numbers mean and what they are held against. */
  section(title: string, about: string): void {
    const load = loadavg()[0]?.toFixed(1) ?? '';
    console.log(`\n${title} (load average ${load})`);
    this.#lines.push(`## ${title}`, '', `${about} (Load average at the start: ${load}.)`, '');
  }

  /** A table; the first column is text, the others are numbers or written ones. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const widths = head.map((title, column) =>
      Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    for (const row of [head, ...rows]) {
      console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd());
    }
    this.#lines.push(...markdownTable(head, rows), '');
  }

  /** Contenders beside the one that is the floor: their times, and how many times the floor's those are. */
  compared(rounds: Rounds, floor: string, times: readonly (keyof Sample)[] = ['wall', 'cpu']): void {
    const titles = { wall: 'wall, ms', cpu: 'CPU, ms' };
    const cells = (name: string, of: keyof Sample) => {
      const own = spreadText(rounds[name]?.map((sample) => sample[of]) ?? []);
      return [own, name === floor ? '1' : spreadText(ratios(rounds, name, floor, of), 2)];
    };
    const count = rounds[floor]?.length ?? 0;
    this.table(
      [`${count} rounds in turns`, ...times.flatMap((of) => [titles[of], '× floor'])],
      Object.keys(rounds).map((name) => [name, ...times.flatMap((of) => cells(name, of))]),
    );
  }

  /** Holds a figure against what it may be at most. */
  goal(what: string, measured: number, most: number, unit: '×' | 'ms' | 'KB'): void {
    const digits = unit === '×' ? 2 : 1;
    const met = Number(measured.toFixed(digits)) <= most;
    const write = (value: string) => (unit === '×' ? `${value} ×` : `${value} ${unit}`);
    const goal = {
      what,
      measured: write(measured.toFixed(digits)),
      goal: `at most ${write(String(most))}`,
      met,
    };
    this.#goals.push(goal);
    this.note(`${what}: ${goal.measured}, ${goal.goal}: ${met ? 'met' : '**missed**'}.`);
  }

  /** A sentence or two. */
  note(text: string): void {
    console.log(`  ${text}`);
    this.#lines.push(text, '');
  }

  toMarkdown(): string {
    const [cpu] = cpus();
    return [
      '# Results of the benchmarks',
      '',
      'Written by `npm run bench`; do not edit. `npm run bench -- http` (or `index`, `tree`, `activation`) runs one part and only prints it.',
      '',
      `Machine: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB of memory, ${platform()} ${arch()}, Node ${process.versions.node}; ${new Date().toISOString().slice(0, 10)}.`,
      '',
      'Every time is the median, with the middle half of all rounds in brackets. Ratios are taken round by round against a floor that ran in the same round, so that whatever else the machine did slowed both; CPU is all that the measured process took, on all its threads. Absolute times do not carry over to another machine; ratios mostly do.',
      '',
      '## Goals',
      '',
      ...markdownTable(
        ['what', 'measured', 'goal', 'met'],
        this.#goals.map(({ what, measured, goal, met }) => [what, measured, goal, met ? 'yes' : '**no**']),
      ),
      '',
      ...this.#lines,
    ]
      .join('\n')
      .trimEnd()
      .concat('\n');
  }
}

/** `median (low to high)`. */
export function spreadText(values: readonly number[], digits = 1): string {
  const { low, median, high } = spreadOf(values);
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)];
}
