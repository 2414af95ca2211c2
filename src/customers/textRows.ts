import { Numbers } from './numbers.ts';

/** Between two texts, none of which has it. */
const SEPARATOR = '\0';

/**
 * Rows of texts that are added many at a time, and kept as bytes: a string per row would take more memory, and all that
 * the garbage collector has to look at would take more time than the rest of adding them.
 */
export class TextRows {
  /** How many texts a row has. */
  readonly #width: number;
  readonly #blocks: Buffer[] = [];
  /** The first row of each block. */
  readonly #starts = new Numbers();
  #length = 0;
  /** What was looked at last: whoever goes through all rows has each block split but once. */
  #split: { readonly block: number; readonly texts: readonly string[] } | undefined;

  constructor(width: number) {
    this.#width = width;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds rows, the texts of one behind those of the other. Returns them as bytes, with a 0 between two texts. */
  add(texts: readonly string[]): Buffer {
    const all = texts.some((text) => text.includes(SEPARATOR)) ? texts.map(clean) : texts;
    const bytes = Buffer.from(all.join(SEPARATOR));
    this.addBytes(bytes, texts.length / this.#width);
    return bytes;
  }

  /** The same for bytes, of which the caller makes no other use. */
  addBytes(bytes: Buffer, rows: number): void {
    if (rows === 0) return;
    this.#starts.push(this.#length);
    this.#blocks.push(bytes);
    this.#length += rows;
  }

  /** The texts of a row. */
  at(row: number): readonly string[] {
    const block = this.#blockOf(row);
    if (this.#split?.block !== block) {
      const texts = this.#blocks[block]?.toString().split(SEPARATOR) ?? [];
      this.#split = { block, texts };
    }
    const first = (row - (this.#starts.values[block] ?? 0)) * this.#width;
    return this.#split.texts.slice(first, first + this.#width);
  }

  /** Has a 1 for each row with a text that has this one in it. */
  having(text: string): Uint8Array {
    const rows = new Uint8Array(this.#length);
    const starts = this.#starts.values;
    for (const [block, bytes] of this.#blocks.entries()) {
      let nth = 0;
      for (let from = 0, at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, from)) {
        for (; from < at; from += 1) if (bytes[from] === 0) nth += 1;
        rows[(starts[block] ?? 0) + Math.floor(nth / this.#width)] = 1;
        from = at + 1;
      }
    }
    return rows;
  }

  #blockOf(row: number): number {
    const starts = this.#starts.values;
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= row) low = middle;
      else high = middle;
    }
    return low;
  }
}

function clean(text: string): string {
  return text.replaceAll(SEPARATOR, '');
}
