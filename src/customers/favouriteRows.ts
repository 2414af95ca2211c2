import { pagesOf } from '../api/pages.ts';
import type { AnyList } from './listRows.ts';
import type { CustomerRow, MemberRow } from './rows.ts';

type AnyRow = CustomerRow | MemberRow;

interface Known {
  readonly row: AnyRow;
  /** Where it was found. */
  readonly page: number;
  /** It was read before the last refresh. */
  stale: boolean;
}

/** Favourites as last read, for when another page shows, and what is known of where they are not. */
export class FavouriteRows {
  /** By the customer whose team it is, or undefined, and then by id. */
  readonly #known = new Map<string | undefined, Map<string, Known>>();
  readonly #onDidChange: (parent: CustomerRow | undefined) => void;
  #searched = new WeakSet<AnyList>();
  #ended = new AbortController();

  /** `onDidChange` is told of lists of which more is known than when they were asked for. */
  constructor(onDidChange: (parent: CustomerRow | undefined) => void) {
    this.#onDidChange = onDidChange;
  }

  get(id: string, parent: CustomerRow | undefined): AnyRow | undefined {
    return this.#of(parent).get(id)?.row;
  }

  /**
   * Keeps the favourites that a list shows, and gives those that another page has, where one shows at a time. What the
   * server finds for a text is all there is to show, so then there are none.
   */
  elsewhere(
    list: AnyList,
    favourites: readonly string[],
    parent: CustomerRow | undefined,
    searchText: string,
  ): (id: string) => AnyRow | undefined {
    const searched = searchText !== '';
    // What is read anew shows until it is there, and says nothing of what there is now.
    if (list.state !== 'loading')
      this.#keep(list.items, favourites, parent, searched ? undefined : list.place.page);
    if (list.paging === 'loadMore' || searched) return () => undefined;
    if (list.state === 'ready') this.#renew(list, favourites, parent);
    return (id) => this.get(id, parent);
  }

  /** Whether the whole list was looked through. */
  searched(list: AnyList): boolean {
    return this.#searched.has(list);
  }

  /** Reads on, until none is missing or the list ends; a failure is the list's to tell, but where one page shows at a time. */
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
    try {
      let number = 0;
      for await (const page of pagesOf<AnyRow>((each) => list.peek((number = each), signal))) {
        this.#keep(page, missing(), parent, number);
        if (missing().length === 0) return;
      }
      this.#searched.add(list);
    } finally {
      // Those that were found show, also where the rest was given up.
      this.#onDidChange(parent);
    }
  }

  /** Has what is kept read anew when it is next asked for; whether the others are in their lists is an open question again. */
  markStale(): void {
    for (const rows of this.#known.values()) for (const known of rows.values()) known.stale = true;
    this.#searched = new WeakSet();
  }

  forget(customerId: string): void {
    this.#of(undefined).delete(customerId);
    this.#known.delete(customerId);
  }

  clear(): void {
    this.#ended.abort();
    this.#ended = new AbortController();
    this.#known.clear();
  }

  /** `page` is undefined where that is not known. */
  #keep(
    rows: readonly AnyRow[],
    favourites: readonly string[],
    parent: CustomerRow | undefined,
    page: number | undefined,
  ): void {
    if (favourites.length === 0) return;
    const wanted = new Set(favourites);
    const known = this.#of(parent);
    for (const row of rows)
      if (wanted.has(row.id))
        known.set(row.id, { row, page: page ?? known.get(row.id)?.page ?? 1, stale: false });
  }

  /**
   * Reads the pages anew on which favourites were that are stale. Whoever is not there any more is no longer known;
   * where a page cannot be read, what was known of it stays.
   */
  #renew(list: AnyList, favourites: readonly string[], parent: CustomerRow | undefined): void {
    const rows = this.#of(parent);
    const stale = favourites.flatMap((id) => {
      const known = rows.get(id);
      return known?.stale ? { id, known } : [];
    });
    if (stale.length === 0) return;
    const { signal } = this.#ended;
    for (const { known } of stale) known.stale = false;
    const reading = [...new Set(stale.map(({ known }) => known.page))].map(async (page) => {
      const { items } = await list.peek(page, signal);
      for (const { id, known } of stale) if (known.page === page && rows.get(id) === known) rows.delete(id);
      this.#keep(items, favourites, parent, page);
    });
    void Promise.allSettled(reading).then(() => {
      if (!signal.aborted) this.#onDidChange(parent);
    });
  }

  #of(parent: CustomerRow | undefined): Map<string, Known> {
    const rows = this.#known.get(parent?.id) ?? new Map<string, Known>();
    this.#known.set(parent?.id, rows);
    return rows;
  }
}
