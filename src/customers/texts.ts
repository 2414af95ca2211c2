import { Numbers } from './numbers.ts';

/** Bytes of a block; a text that may need more has one of its own. */
const BLOCK = 65_536;
/** Bytes that a unit of a string takes in UTF-8 at most. */
const MOST_OF_UNIT = 3;

/**
 * A list of texts that are kept as bytes: as strings they would take more memory, and all that the garbage collector has
 * to look at would take more time than the rest of adding them.
 */
export class Texts {
  readonly #blocks: Buffer[] = [];
  /** The first text of each block. */
  readonly #firsts = new Numbers();
  /** Where each text ends in its block; the next one begins there. */
  readonly #ends = new Numbers();
  /** The last block, and where the next text goes in it. */
  #block = this.#begin(0);
  #next = 0;

  get length(): number {
    return this.#ends.length;
  }

  push(text: string): void {
    this.#makeRoom(text.length * MOST_OF_UNIT);
    this.#next += this.#block.write(text, this.#next);
    this.#ends.push(this.#next);
  }

  /** Adds the first so many bytes as a text. */
  pushBytes(bytes: Uint8Array, length: number): void {
    this.#makeRoom(length);
    for (let at = 0; at < length; at += 1) this.#block[this.#next + at] = bytes[at] ?? 0;
    this.#next += length;
    this.#ends.push(this.#next);
  }

  at(nth: number): string {
    const block = this.#blockOf(nth);
    return this.#blocks[block]?.toString('utf8', this.#startOf(nth, block), this.#ends.at(nth)) ?? '';
  }

  /** Tells of each text from one on among which bytes it is. */
  each(from: number, tell: (bytes: Buffer, start: number, end: number, nth: number) => void): void {
    let block = this.#blockOf(from);
    for (let nth = from; nth < this.length; nth += 1) {
      if (block + 1 < this.#firsts.length && nth === this.#firsts.at(block + 1)) block += 1;
      const bytes = this.#blocks[block];
      if (bytes) tell(bytes, this.#startOf(nth, block), this.#ends.at(nth), nth);
    }
  }

  /** Has a 1 for each text that has this one in it, which is not empty. */
  having(text: string): Uint8Array {
    const found = new Uint8Array(this.length);
    const wanted = Buffer.from(text);
    for (const [block, bytes] of this.#blocks.entries()) {
      let nth = this.#firsts.at(block);
      const after = block + 1 < this.#blocks.length ? this.#firsts.at(block + 1) : this.length;
      const used = bytes.subarray(0, this.#ends.at(after - 1));
      for (let at = used.indexOf(wanted); at >= 0; at = used.indexOf(wanted, at + 1)) {
        while (this.#ends.at(nth) <= at) nth += 1;
        // It may also begin in one and end in the next.
        if (at + wanted.length <= this.#ends.at(nth)) found[nth] = 1;
      }
    }
    return found;
  }

  #makeRoom(length: number): void {
    if (this.#next + length <= this.#block.length) return;
    this.#block = this.#begin(length);
    this.#next = 0;
  }

  #begin(length: number): Buffer {
    const block = Buffer.allocUnsafeSlow(Math.max(BLOCK, length));
    this.#blocks.push(block);
    this.#firsts.push(this.length);
    return block;
  }

  #startOf(nth: number, block: number): number {
    return nth === this.#firsts.at(block) ? 0 : this.#ends.at(nth - 1);
  }

  #blockOf(nth: number): number {
    let low = 0;
    for (let high = this.#firsts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (this.#firsts.at(middle) <= nth) low = middle;
      else high = middle;
    }
    return low;
  }
}
