import { setImmediate as turn } from 'node:timers/promises';
import type { Customer } from '../api/customers.ts';
import { numeral, t } from '../base/l10n.ts';
import type { ExportSource } from './exportSource.ts';
import type { Skipped } from './indexReader.ts';
import type { ExportRow } from './memberExport.ts';
import type { MemberIndex } from './memberIndex.ts';
import { ConnectionChanged } from './otherConnection.ts';
import { shortReason } from './readingFailures.ts';
import { titleLine, type Told } from './readingState.ts';

/** Customers of one reason that are named; a message has no room for more. */
const NAMED = 3;
/** Rows between two turns of others. */
const TURN = 1_000;

/** A reading, as far as it is exported. */
export type Exported = Told & {
  readonly index: Pick<MemberIndex<Customer>, 'size' | 'everybody'>;
  readonly skipped: readonly Skipped[];
};

/** The members that an index has when the export begins, with what it knows of them. Nothing is read anew. */
export function indexSource(reading: Exported, connection: string, inUse: () => boolean): ExportSource {
  let told = '';
  async function* rows(signal: AbortSignal): AsyncGenerator<ExportRow, void, undefined> {
    if (!inUse()) throw new ConnectionChanged(t('Nothing was exported.'));
    // Reading may go on meanwhile: this is of the rows that follow.
    told = [when(reading), leftOut(reading.skipped)].filter(Boolean).join(' ');
    let count = 0;
    for (const each of reading.index.everybody()) {
      // Where writing waits for nothing, Cancel and whatever else the window does would have to wait till the end.
      if (count % TURN === 0) await turn();
      signal.throwIfAborted();
      count += 1;
      yield each;
    }
  }
  return {
    title: t('Export Index: {0}', titleLine(reading, Date.now())),
    doing: t('Exporting members of the index'),
    done: (count, file) =>
      count === 1
        ? t('Exported 1 member of the index to {0}.', file)
        : t('Exported {0} members of the index to {1}.', numeral(count), file),
    fileName: t('{0} index', connection),
    columns: ['id', 'name', 'email', 'phone'],
    get total() {
      return reading.index.size;
    },
    rows,
    told: () => told,
  };
}

function when({ state, finishedAt, progress: { read, known, listed } }: Told): string {
  if (state === 'done' && finishedAt !== undefined) {
    const time = new Date(finishedAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    return t('The index was read at {0}.', time);
  }
  return listed
    ? t('The index was not complete: {0} of {1} customers had been read.', numeral(read), numeral(known))
    : t('The index was not complete: {0} customers had been read.', numeral(read));
}

/** Who is not in the index, by the reason why. */
function leftOut(skipped: readonly Skipped[]): string {
  if (skipped.length === 0) return '';
  const byReason = Map.groupBy(skipped, ({ why }) => shortReason(why));
  const reasons = Array.from(byReason, ([reason, all]) => {
    const names = all.slice(0, NAMED).map(({ customer }) => customer.name);
    if (all.length > NAMED) names.push(t('{0} more', numeral(all.length - NAMED)));
    return `${reason} (${names.join(', ')})`;
  }).join('; ');
  return skipped.length === 1
    ? t('1 customer is left out: {0}.', reasons)
    : t('{0} customers are left out: {1}.', numeral(skipped.length), reasons);
}
