import { createHmac, randomBytes } from 'node:crypto';

/** Shorter values are not looked for: what is that short may be anything, and a false alarm teaches to overlook. */
const SHORTEST = 16;

/** Characters between two pauses of a search: about a millisecond's work. */
const STRIDE = 1 << 18;

/** A place in a text where a value was found, and what that value is. */
export interface Hit<T> {
  readonly start: number;
  readonly end: number;
  readonly what: T;
}

/**
 * Finds values in texts without holding them: of each its length, 32 bits of a rolling hash, and a keyed hash that
 * decides. Both keys are random and live as long as this object, so what is kept tells nothing of a value.
 */
export class Fingerprints<T> {
  readonly #key = randomBytes(32);
  readonly #factor = randomBytes(4).readInt32LE() | 1;
  readonly #byLength = new Map<number, { readonly hashes: Set<number>; readonly leading: number }>();
  readonly #known = new Map<string, T>();

  /** Has a value found from here on; it is not kept. */
  add(value: string, what: T): void {
    const { length } = value;
    if (length < SHORTEST) return;
    let hash = 0;
    let leading = 1;
    for (let index = 0; index < length; index += 1) {
      hash = (Math.imul(hash, this.#factor) + value.charCodeAt(index)) | 0;
      leading = Math.imul(leading, this.#factor);
    }
    const same = this.#byLength.get(length) ?? { hashes: new Set(), leading };
    same.hashes.add(hash);
    this.#byLength.set(length, same);
    this.#known.set(this.#keyed(value), what);
  }

  /** Whether texts without any other property than being this long can be left out. */
  get shortest(): number {
    return Math.min(...this.#byLength.keys());
  }

  /**
   * Every place where one of the values stands, whatever is around it: quotes, a prefix, a URL. Yields where it may be
   * interrupted, and returns what it found.
   */
  *find(text: string): Generator<undefined, Hit<T>[]> {
    const hits: Hit<T>[] = [];
    for (const [length, { hashes, leading }] of this.#byLength) {
      let hash = 0;
      for (let from = 0; from < text.length; from += STRIDE) {
        const to = Math.min(from + STRIDE, text.length);
        for (let index = from; index < to; index += 1) {
          hash = (Math.imul(hash, this.#factor) + text.charCodeAt(index)) | 0;
          if (index >= length) hash = (hash - Math.imul(leading, text.charCodeAt(index - length))) | 0;
          if (index < length - 1 || !hashes.has(hash)) continue;
          const start = index + 1 - length;
          const what = this.#known.get(this.#keyed(text.slice(start, index + 1)));
          if (what !== undefined) hits.push({ start, end: index + 1, what });
        }
        yield;
      }
    }
    return hits;
  }

  #keyed(value: string): string {
    return createHmac('sha256', this.#key).update(value).digest('base64');
  }
}
