import { takeIn, type Page } from '../api/pages.ts';
import { isCancellation } from '../base/userError.ts';

/** Where a list stands; `unread` until somebody looks. */
export type ListState = 'unread' | 'loading' | 'ready' | 'failed';

interface Loaded<T> {
  readonly items: readonly T[];
  readonly pages: number;
  readonly complete: boolean;
}

type Work<T> = (signal: AbortSignal) => Promise<Loaded<T>>;

interface Ahead<T> {
  /** The page after the last one loaded; undefined when it could not be read. */
  readonly page: Promise<Page<T> | undefined>;
  readonly reading: AbortController;
}

type ReadPage<T> = (page: number, signal: AbortSignal) => Promise<Page<T>>;

/**
 * A list that is read page by page and shows what it has meanwhile; {@link takeIn} says where it ends. To know whether
 * there is more before anybody asks, it reads one page ahead, quietly.
 */
export class PagedList<T extends { readonly id: string }> {
  readonly #readPage: ReadPage<T>;
  readonly #onDidChange: (failure?: unknown) => void;
  #items: readonly T[] = [];
  #pages = 0;
  #complete = false;
  #stale = false;
  #state: ListState = 'unread';
  #error: unknown;
  #reading: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();
  #ahead: Ahead<T> | undefined;
  /** Something was taken out: what stood first on the next page now stands last on the one that was read last. */
  #shifted = false;

  /** `onDidChange` is told of each change, and of the error where the change is a failure. */
  constructor(readPage: ReadPage<T>, onDidChange: (failure?: unknown) => void) {
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

  /**
   * Reads what is due: the first page when nothing was read, everything anew when marked stale; waits for what is
   * under way. Does not tell that it begins, so that it can be called while rendering.
   */
  async open(): Promise<void> {
    if (this.#state === 'loading') await this.#settled;
    else if (this.#state === 'unread') await this.#read(this.#nextPage);
    else if (this.#stale) await this.#read(this.#allPages);
  }

  /** Reads the next page, unless one is being read or there is none. */
  async loadMore(): Promise<void> {
    if (this.#state !== 'loading' && !this.#complete) await this.#begin(this.#nextPage);
  }

  /** Reads as many pages as are loaded anew; the old items stay until the new ones are all there. */
  async reload(): Promise<void> {
    await this.#begin(this.#allPages);
  }

  /** Does again what failed. */
  async retry(): Promise<void> {
    if (this.#state === 'failed') await this.#begin(this.#failed);
  }

  /** Has the next {@link open} read everything anew. */
  markStale(): void {
    this.#stale = true;
  }

  /** Puts an item in the place of the one of its id, or first where there is none. */
  put(item: T): void {
    const at = this.#items.findIndex(({ id }) => id === item.id);
    this.#edit(at < 0 ? [item, ...this.#items] : this.#items.with(at, item));
  }

  /** Takes an item out, if it is there. */
  drop(id: string): void {
    const rest = this.#items.filter((item) => item.id !== id);
    if (rest.length === this.#items.length) return;
    this.#shifted = true;
    // It would take an empty next page for the end.
    this.#ahead?.reading.abort();
    this.#ahead = undefined;
    this.#edit(rest);
  }

  /** Aborts what is under way; its late answer is dropped. */
  dispose(): void {
    this.#reading?.abort();
    this.#ahead?.reading.abort();
  }

  readonly #nextPage: Work<T> = async (signal) => {
    const last = this.#shifted ? await this.#readPage(Math.max(1, this.#pages), signal) : undefined;
    const page = this.#pages + 1;
    const found = (await this.#ahead?.page) ?? (await this.#readPage(page, signal));
    const items = last ? extended(this.#items, page, last).items : this.#items;
    return extended(items, page, found);
  };

  readonly #allPages: Work<T> = async (signal) => {
    this.#ahead?.reading.abort();
    const wanted = Math.max(1, this.#pages);
    let loaded: Loaded<T> = { items: [], pages: 0, complete: false };
    while (loaded.pages < wanted && !loaded.complete) {
      const page = loaded.pages + 1;
      loaded = extended(loaded.items, page, await this.#readPage(page, signal));
    }
    return loaded;
  };

  #failed: Work<T> = this.#nextPage;
  #work: Work<T> = this.#nextPage;

  #edit(items: readonly T[]): void {
    this.#items = items;
    // What is being read may have been answered before the change.
    if (this.#state === 'loading') void this.#begin(this.#work);
    else this.#onDidChange();
  }

  async #begin(work: Work<T>): Promise<void> {
    const settled = this.#read(work);
    this.#onDidChange();
    await settled;
  }

  #read(work: Work<T>): Promise<void> {
    this.#reading?.abort();
    this.#reading = new AbortController();
    this.#work = work;
    this.#state = 'loading';
    this.#error = undefined;
    this.#stale = false;
    this.#settled = this.#perform(work, this.#reading);
    return this.#settled;
  }

  async #perform(work: Work<T>, reading: AbortController): Promise<void> {
    try {
      const { items, pages, complete } = await work(reading.signal);
      if (reading.signal.aborted) return;
      this.#items = items;
      this.#pages = pages;
      this.#complete = complete;
      this.#shifted = false;
      this.#state = 'ready';
      this.#ahead = complete ? undefined : this.#lookAhead();
    } catch (error) {
      // Aborted by a newer reading, or by the end of the session: whoever did it shows what comes next.
      if (reading.signal.aborted || isCancellation(error)) return;
      this.#state = 'failed';
      this.#error = error;
      this.#failed = work;
    }
    this.#onDidChange(this.#error);
  }

  /** A failure is kept to itself: whoever asks for that page will read it again, and be told. */
  #lookAhead(): Ahead<T> {
    const reading = new AbortController();
    const page = this.#readPage(this.#pages + 1, reading.signal).then(
      (found) => {
        const { items } = extended(this.#items, this.#pages + 1, found);
        if (reading.signal.aborted || items.length > this.#items.length) return found;
        this.#complete = true;
        this.#onDidChange();
        return found;
      },
      () => undefined,
    );
    return { page, reading };
  }
}

function extended<T extends { readonly id: string }>(
  items: readonly T[],
  pages: number,
  page: Page<T>,
): Loaded<T> {
  const { fresh, complete } = takeIn(new Set(items.map(({ id }) => id)), page);
  return { items: [...items, ...fresh], pages, complete };
}
