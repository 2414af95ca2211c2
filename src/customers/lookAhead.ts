import type { Page } from '../api/pages.ts';

/** The page after the last one of a list, read quietly before anybody asks for it. */
export class LookAhead<T> {
  #page: Promise<Page<T> | undefined> | undefined;
  #reading: AbortController | undefined;

  /** Undefined where none is read, and of one that could not be: whoever asks for that will read it again, and be told. */
  get page(): Promise<Page<T> | undefined> | undefined {
    return this.#page;
  }

  /** Reads another page; `found` is told of it, unless it was stopped before. */
  start(read: (signal: AbortSignal) => Promise<Page<T>>, found: (page: Page<T>) => void): void {
    this.stop();
    const reading = (this.#reading = new AbortController());
    this.#page = read(reading.signal).then(
      (page) => {
        if (!reading.signal.aborted) found(page);
        return page;
      },
      () => undefined,
    );
  }

  /** Gives the reading up, and what it has found. */
  stop(): void {
    this.#reading?.abort();
    this.#page = undefined;
  }
}
