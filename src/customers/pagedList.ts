import { isCancellation } from '../base/userError.ts';

/** Where a list stands; `unread` until somebody looks. */
export type ListState = 'unread' | 'loading' | 'ready' | 'failed';

type Work<T> = (signal: AbortSignal) => Promise<{ items: readonly T[]; pages: number; complete: boolean }>;

type ReadPage<T> = (page: number, signal: AbortSignal) => Promise<readonly T[]>;

/**
 * A list that is read page by page and shows what it has meanwhile. Page size and totals are UNKNOWN, so it ends on
 * an empty page or on one that brings nothing new, and never before.
 */
export class PagedList<T extends { readonly id: string }> {
  readonly #readPage: ReadPage<T>;
  readonly #onDidChange: () => void;
  #items: readonly T[] = [];
  #pages = 0;
  #complete = false;
  #stale = false;
  #state: ListState = 'unread';
  #error: unknown;
  #reading: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();
  #retry: () => Promise<void> = () => this.#append();

  constructor(readPage: ReadPage<T>, onDidChange: () => void) {
    this.#readPage = readPage;
    this.#onDidChange = onDidChange;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  get state(): ListState {
    return this.#state;
  }

  /** Why the last reading failed, while `state` is `failed`. */
  get error(): unknown {
    return this.#error;
  }

  /** True once there is nothing left to read. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Reads what is due: the first page when nothing was read, everything anew when marked stale. Waits for what is under way. */
  async open(): Promise<void> {
    if (this.#state === 'loading') await this.#settled;
    else if (this.#state === 'unread') await this.#append();
    else if (this.#stale) await this.reload();
  }

  /** Reads the next page, unless one is being read or there is none. */
  async loadMore(): Promise<void> {
    if (this.#state !== 'loading' && !this.#complete) await this.#append();
  }

  /** Reads as many pages as are loaded anew; the old items stay until the new ones are all there. */
  async reload(): Promise<void> {
    this.#stale = false;
    const wanted = Math.max(1, this.#pages);
    await this.#read(
      async (signal) => {
        let fresh: readonly T[] = [];
        for (let page = 1; page <= wanted; page += 1) {
          const grown = merge(fresh, await this.#readPage(page, signal));
          if (grown.length === fresh.length) return { items: fresh, pages: page, complete: true };
          fresh = grown;
        }
        return { items: fresh, pages: wanted, complete: false };
      },
      () => this.reload(),
    );
  }

  /** Does again what failed. */
  async retry(): Promise<void> {
    if (this.#state === 'failed') await this.#retry();
  }

  /** Has the next {@link open} read everything anew. */
  markStale(): void {
    this.#stale = true;
  }

  /** Aborts what is under way; its late answer is dropped. */
  dispose(): void {
    this.#reading?.abort();
  }

  async #append(): Promise<void> {
    const page = this.#pages + 1;
    await this.#read(
      async (signal) => {
        const items = merge(this.#items, await this.#readPage(page, signal));
        return { items, pages: page, complete: items.length === this.#items.length };
      },
      () => this.#append(),
    );
  }

  #read(work: Work<T>, retry: () => Promise<void>): Promise<void> {
    this.#settled = this.#perform(work, retry);
    return this.#settled;
  }

  async #perform(work: Work<T>, retry: () => Promise<void>): Promise<void> {
    this.#reading?.abort();
    const reading = (this.#reading = new AbortController());
    this.#state = 'loading';
    this.#error = undefined;
    this.#onDidChange();
    try {
      const { items, pages, complete } = await work(reading.signal);
      if (reading.signal.aborted) return;
      this.#items = items;
      this.#pages = pages;
      this.#complete = complete;
      this.#state = 'ready';
    } catch (error) {
      // Aborted by a newer reading, or by the end of the session: whoever did it shows what comes next.
      if (reading.signal.aborted || isCancellation(error)) return;
      this.#state = 'failed';
      this.#error = error;
      this.#retry = retry;
    }
    this.#onDidChange();
  }
}

function merge<T extends { readonly id: string }>(known: readonly T[], page: readonly T[]): readonly T[] {
  const ids = new Set(known.map(({ id }) => id));
  const fresh = page.filter(({ id }) => !ids.has(id) && ids.add(id));
  return [...known, ...fresh];
}
