import { Numbers } from './numbers.ts';

/** Between two texts, and two rows; no text has it. */
const SEPARATOR = '\0';
/** Bytes of a block; a page that may need more has one of its own. */
const BLOCK = 65_536;
/** Bytes that a unit of a string takes in UTF-8 at most. */
const MOST_OF_UNIT = 3;

/**
 * Rows of texts that are added many at a time, and kept as bytes: a string per row would take more memory, and all that
 * the garbage collector has to look at would take more time than the rest of adding them.
 */
export class TextRows {
  /** How many texts a row has. */
  readonly #width: number;
  readonly #blocks: Buffer[] = [];
  /** The first row of each block. */
  readonly #firsts = new Numbers();
  /** Where each row ends in its block; the next one begins a byte later. */
  readonly #ends = new Numbers();
  /** Where the next row goes in the last block. */
  #next = 0;

  constructor(width: number) {
    this.#width = width;
  }

  get length(): number {
    return this.#ends.length;
  }

  /** Adds rows, the texts of one behind those of the other. */
  add(texts: readonly string[]): void {
    if (texts.length === 0) return;
    const before = this.length;
    const joined = texts.join(SEPARATOR);
    const block = this.#blockFor(joined.length * MOST_OF_UNIT);
    let to = this.#next + block.write(joined, this.#next);
    if (this.#addEnds(block, to) > texts.length) {
      // Looking into each text beforehand would take longer than counting all.
      this.#ends.truncate(before);
      to = this.#next + block.write(texts.map(clean).join(SEPARATOR), this.#next);
      this.#addEnds(block, to);
    }
    this.#endAt(to);
  }

  /** Adds rows of one text each: as bytes, with a 0 between two. */
  addBytes(bytes: Uint8Array): void {
    const block = this.#blockFor(bytes.length);
    block.set(bytes, this.#next);
    const to = this.#next + bytes.length;
    this.#addEnds(block, to);
    this.#endAt(to);
  }

  /** Takes in where those rows end that were just written. Returns how many texts there are. */
  #addEnds(block: Buffer, to: number): number {
    let texts = 1;
    for (let at = this.#next; at < to; at += 1) {
      if (block[at] !== 0) continue;
      if (texts % this.#width === 0) this.#ends.push(at);
      texts += 1;
    }
    this.#ends.push(to);
    return texts;
  }

  /** What is added next goes behind this, and a 0. */
  #endAt(place: number): void {
    const block = this.#blocks.at(-1);
    if (block) block[place] = 0;
    this.#next = place + 1;
  }

  /** The texts of a row. */
  at(row: number): readonly string[] {
    const block = this.#blockOf(row);
    const start = this.#startOf(row, block);
    return this.#blocks[block]?.toString('utf8', start, this.#ends.at(row)).split(SEPARATOR) ?? [];
  }

  /** Tells of each row from one on among which bytes it is, with a 0 between two texts. */
  each(from: number, tell: (bytes: Buffer, start: number, end: number) => void): void {
    let block = this.#blockOf(from);
    for (let row = from; row < this.length; row += 1) {
      if (block + 1 < this.#firsts.length && row === this.#firsts.at(block + 1)) block += 1;
      const bytes = this.#blocks[block];
      if (bytes) tell(bytes, this.#startOf(row, block), this.#ends.at(row));
    }
  }

  /** Has a 1 for each row with a text that has this one in it. */
  having(text: string): Uint8Array {
    const rows = new Uint8Array(this.length);
    for (const [nth, block] of this.#blocks.entries()) {
      let row = this.#firsts.at(nth);
      const last = (nth + 1 < this.#blocks.length ? this.#firsts.at(nth + 1) : this.length) - 1;
      const bytes = block.subarray(0, this.#ends.at(last));
      for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, this.#ends.at(row))) {
        while (this.#ends.at(row) < at) row += 1;
        rows[row] = 1;
      }
    }
    return rows;
  }

  /** The last block, or a new one where that has no room for so many bytes and a 0. */
  #blockFor(length: number): Buffer {
    const last = this.#blocks.at(-1);
    if (last && this.#next + length < last.length) return last;
    const block = Buffer.allocUnsafeSlow(Math.max(BLOCK, length + 1));
    this.#blocks.push(block);
    this.#firsts.push(this.length);
    this.#next = 0;
    return block;
  }

  #startOf(row: number, block: number): number {
    return row === this.#firsts.at(block) ? 0 : this.#ends.at(row - 1) + 1;
  }

  #blockOf(row: number): number {
    let low = 0;
    for (let high = this.#firsts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (this.#firsts.at(middle) <= row) low = middle;
      else high = middle;
    }
    return low;
  }
}

function clean(text: string): string {
  return text.replaceAll(SEPARATOR, '');
}
