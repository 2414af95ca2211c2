import { pagesOf } from '../api/pages.ts';
import type { AnyList } from './listRows.ts';
import type { CustomerRow, MemberRow } from './rows.ts';

type AnyRow = CustomerRow | MemberRow;

/** Favourites as last read, for when another page shows, and what is known of where they are not. */
export class FavouriteRows {
  readonly #rows = new Map<string, AnyRow>();
  readonly #searched = new WeakSet<AnyList>();

  get(id: string, parent: CustomerRow | undefined): AnyRow | undefined {
    return this.#rows.get(keyOf(id, parent));
  }

  /** Keeps those of some rows that are among the favourites. */
  keep(rows: readonly AnyRow[], favourites: readonly string[], parent: CustomerRow | undefined): void {
    if (favourites.length === 0) return;
    const wanted = new Set(favourites);
    for (const row of rows) if (wanted.has(row.id)) this.#rows.set(keyOf(row.id, parent), row);
  }

  /** Whether the whole list was looked through. */
  searched(list: AnyList): boolean {
    return this.#searched.has(list);
  }

  /** Reads on, until none is missing or the list ends; a failure is the list's to tell. */
  async load(
    list: AnyList,
    parent: CustomerRow | undefined,
    missing: () => readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    if (list.paging === 'loadMore') {
      while (missing().length > 0 && !list.complete && !signal.aborted) {
        await list.loadMore();
        if (list.state !== 'ready') return;
      }
      return;
    }
    for await (const page of pagesOf<AnyRow>((number) => list.peek(number, signal))) {
      this.keep(page, missing(), parent);
      if (missing().length === 0) return;
    }
    this.#searched.add(list);
  }

  forget(customerId: string): void {
    this.#rows.delete(customerId);
  }

  clear(): void {
    this.#rows.clear();
  }
}

function keyOf(id: string, parent: CustomerRow | undefined): string {
  return parent ? `${parent.id}/${id}` : id;
}
