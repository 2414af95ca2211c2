import type { Page } from '../api/pages.ts';
import { isCancellation } from '../base/userError.ts';
import { existingPage } from './existingPage.ts';
import { extended, NOTHING, type Loaded } from './loadedPages.ts';
import { LookAhead } from './lookAhead.ts';
import type { Place } from './place.ts';
import { within } from './within.ts';

/** Where a list stands; `unread` until somebody looks, `stopped` when the user would not wait any longer. */
export type ListState = 'unread' | 'loading' | 'ready' | 'failed' | 'stopped';

/** Whether a list shows all pages up to the last one read, or one page at a time. */
export type Paging = 'loadMore' | 'pages';

/** Milliseconds that nobody notices. */
const AT_ONCE = 25;

type Work<T> = (signal: AbortSignal) => Promise<Loaded<T>>;

type ReadPage<T> = (page: number, signal: AbortSignal) => Promise<Page<T>>;

export interface PagedListOptions<T, F> {
  readonly readPage: ReadPage<T>;
  /** Makes of an error what is shown of it, before anybody hears of the failure. */
  readonly explain: (error: unknown) => Promise<F>;
  /** Told of each change, and of the error where the change is a failure. */
  readonly onDidChange: (failure?: unknown) => void;
  /** Default: `loadMore`. */
  readonly paging?: Paging;
}

/**
 * A list that is read page by page and shows what it has meanwhile; {@link extended} says where it ends. To know whether
 * there is more before anybody asks, it reads one page ahead, quietly.
 */
export class PagedList<T extends { readonly id: string }, F = unknown> {
  readonly #options: PagedListOptions<T, F>;
  #loaded: Loaded<T> = NOTHING;
  /** Something was taken out: what stood first on the next page now stands last on the one that was read last. */
  #shifted = false;
  #pageSize = 0;
  #total: number | undefined;
  #stale = false;
  #state: ListState = 'unread';
  #error: unknown;
  #failure: F | undefined;
  #work: Work<T> | undefined;
  #reading: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();
  readonly #ahead = new LookAhead<T>();

  constructor(options: PagedListOptions<T, F>) {
    this.#options = options;
  }

  get items(): readonly T[] {
    return this.#loaded.items;
  }

  get state(): ListState {
    return this.#state;
  }

  /** Why the last reading failed, while `state` is `failed`. */
  get error(): unknown {
    return this.#error;
  }

  /** What is shown of that. */
  get failure(): F | undefined {
    return this.#failure;
  }

  /** True once there is nothing left to read. */
  get complete(): boolean {
    return this.#loaded.complete;
  }

  get paging(): Paging {
    return this.#options.paging ?? 'loadMore';
  }

  /** True while what was loaded before is read anew, and when that did not succeed. */
  get renewing(): boolean {
    return this.#work === this.#allPages && this.items.length > 0;
  }

  /** The page that shows, from 1, and how many there are about, where the server told a total. */
  get place(): Place {
    const of = this.#total && this.#pageSize ? Math.ceil(this.#total / this.#pageSize) : undefined;
    return { page: Math.max(1, this.#loaded.last), of, isLast: this.complete };
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

  /**
   * Has the first page read, which is over when this resolves; undefined where there is something to show already. Waits
   * a little for what comes next as well: where that is nothing, the list would be drawn twice.
   */
  firstReading(): Promise<void> | undefined {
    const first = this.#state === 'unread' || (this.#state === 'loading' && this.items.length === 0);
    return first ? this.open().then(() => within(AT_ONCE, this.#ahead.page)) : undefined;
  }

  /** Reads the next page, unless one is being read or there is none. */
  async loadMore(): Promise<void> {
    if (this.#state !== 'loading' && !this.complete) await this.#begin(this.#nextPage);
  }

  /** Shows another page instead; false, and what showed before, where there is none of that number. */
  async goTo(page: number): Promise<boolean> {
    let exists = true;
    await this.#begin(async (signal) => {
      const found = await this.#existing(page, signal);
      exists = found !== undefined;
      return found ? extended(NOTHING, page, found) : this.#loaded;
    });
    return exists;
  }

  /** Reads as many pages as are loaded anew; the old items stay until the new ones are all there. */
  async reload(): Promise<void> {
    await this.#begin(this.#allPages);
  }

  /** Does again what failed or was stopped. */
  async retry(): Promise<void> {
    if ((this.#state === 'failed' || this.#state === 'stopped') && this.#work) await this.#begin(this.#work);
  }

  /** Gives up what is being read; what is loaded stays. */
  stop(): void {
    if (this.#state !== 'loading') return;
    this.dispose();
    this.#state = 'stopped';
    this.#options.onDidChange();
  }

  /** Has the next {@link open} read everything anew. */
  markStale(): void {
    this.#stale = true;
  }

  /** Puts an item in the place of the one of its id, or first where there is none. */
  put(item: T): void {
    const at = this.items.findIndex(({ id }) => id === item.id);
    this.#edit(at < 0 ? [item, ...this.items] : this.items.with(at, item));
  }

  /** Takes an item out, if it is there. */
  drop(id: string): void {
    const rest = this.items.filter((item) => item.id !== id);
    if (rest.length === this.items.length) return;
    // It would take an empty next page for the end.
    this.#ahead.stop();
    if (this.paging === 'pages') {
      this.#loaded = { ...this.#loaded, items: rest };
      // All pages have shifted by one, and this one may be gone. Whoever turns to another one gets there all the same.
      const underWay = this.#state === 'loading' ? this.#work : undefined;
      void this.#begin(underWay ?? this.#allPages);
      return;
    }
    this.#shifted = true;
    this.#edit(rest);
  }

  /** Aborts what is under way; its late answer is dropped. */
  dispose(): void {
    this.#reading?.abort();
    this.#ahead.stop();
  }

  readonly #nextPage: Work<T> = async (signal) => {
    const { last } = this.#loaded;
    if (this.paging === 'pages' && last > 0) {
      const found = (await this.#ahead.page) ?? (await this.#existing(last + 1, signal));
      const isNew = found && extended(this.#loaded, last + 1, found).items.length > this.items.length;
      // Past the end, which was not known yet: what shows is the last page.
      return isNew ? extended(NOTHING, last + 1, found) : { ...this.#loaded, complete: true };
    }
    const again = this.#shifted ? await this.#readPage(Math.max(1, last), signal) : undefined;
    const found = (await this.#ahead.page) ?? (await this.#readPage(last + 1, signal));
    return extended(again ? extended(this.#loaded, last, again) : this.#loaded, last + 1, found);
  };

  readonly #allPages: Work<T> = async (signal) => {
    this.#ahead.stop();
    if (this.paging === 'pages') return this.#samePage(signal);
    const wanted = Math.max(1, this.#loaded.last);
    let loaded: Loaded<T> = NOTHING;
    while (loaded.last < wanted && !loaded.complete) {
      const page = loaded.last + 1;
      loaded = extended(loaded, page, await this.#readPage(page, signal));
    }
    return loaded;
  };

  /** The page that shows, or the one before where the list has become shorter by it, or the first. */
  async #samePage(signal: AbortSignal): Promise<Loaded<T>> {
    const { page } = this.place;
    for (const wanted of [page, page - 1]) {
      if (wanted < 2) break;
      const found = await this.#existing(wanted, signal);
      if (found) return extended(NOTHING, wanted, found);
    }
    return extended(NOTHING, 1, await this.#readPage(1, signal));
  }

  /** A page of the list, which changes nothing of what shows. */
  peek(page: number, signal: AbortSignal): Promise<Page<T>> {
    return this.#options.readPage(page, signal);
  }

  #existing(page: number, signal: AbortSignal): Promise<Page<T> | undefined> {
    return existingPage((each) => this.#readPage(each, signal), page);
  }

  async #readPage(page: number, signal: AbortSignal): Promise<Page<T>> {
    const found = await this.#options.readPage(page, signal);
    this.#pageSize = Math.max(this.#pageSize, found.items.length);
    this.#total = found.total;
    return found;
  }

  #edit(items: readonly T[]): void {
    this.#loaded = { ...this.#loaded, items };
    // What is being read may have been answered before the change.
    if (this.#state === 'loading' && this.#work) void this.#begin(this.#work);
    else this.#options.onDidChange();
  }

  async #begin(work: Work<T>): Promise<void> {
    const settled = this.#read(work);
    this.#options.onDidChange();
    await settled;
  }

  #read(work: Work<T>): Promise<void> {
    this.#reading?.abort();
    this.#reading = new AbortController();
    this.#state = 'loading';
    this.#error = this.#failure = undefined;
    this.#stale = false;
    this.#work = work;
    this.#settled = this.#perform(work, this.#reading);
    return this.#settled;
  }

  async #perform(work: Work<T>, reading: AbortController): Promise<void> {
    const givenUp = (): boolean => reading.signal.aborted;
    try {
      const loaded = await work(reading.signal);
      if (givenUp()) return;
      this.#loaded = loaded;
      this.#shifted = false;
      this.#state = 'ready';
      this.#work = undefined;
      this.#lookAhead();
    } catch (error) {
      // Aborted by a newer reading, or by the end of the session: whoever did it shows what comes next.
      if (givenUp() || isCancellation(error)) return;
      const failure = await this.#options.explain(error);
      if (givenUp()) return;
      this.#state = 'failed';
      this.#error = error;
      this.#failure = failure;
    }
    this.#options.onDidChange(this.#error);
  }

  #lookAhead(): void {
    this.#ahead.stop();
    if (this.complete) return;
    const number = this.#loaded.last + 1;
    this.#ahead.start(
      (signal) => this.#readPage(number, signal),
      (found) => {
        if (extended(this.#loaded, number, found).items.length > this.items.length) return;
        this.#loaded = { ...this.#loaded, complete: true };
        this.#options.onDidChange();
      },
    );
  }
}
