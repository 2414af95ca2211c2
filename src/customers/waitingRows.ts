import type { AnyList } from './listRows.ts';
import type { CustomerRow, WaitingRow } from './rows.ts';

/** Milliseconds of a pause that are worth a row. */
const WORTH_TELLING = 500;

/** The rows of lists that wait, each the same for as long as its pause is: the tree knows rows by reference. */
export class WaitingRows {
  readonly #rows = new WeakMap<AnyList, WaitingRow>();

  /** The row of a list, if it waits: `pausedForMs` is for how long nothing is sent. */
  of(list: AnyList, parent: CustomerRow | undefined, pausedForMs: number): WaitingRow | undefined {
    if (list.state !== 'loading' || pausedForMs < WORTH_TELLING) return undefined;
    const until = Date.now() + pausedForMs;
    const known = this.#rows.get(list);
    if (known && Math.abs(known.until - until) < WORTH_TELLING) return known;
    const row: WaitingRow = { kind: 'waiting', parent, until };
    this.#rows.set(list, row);
    return row;
  }

  /** Whether {@link of} has something to say that it did not say before. */
  hasNews(list: AnyList, parent: CustomerRow | undefined, pausedForMs: number): boolean {
    const known = this.#rows.get(list);
    return this.of(list, parent, pausedForMs) !== known;
  }
}
