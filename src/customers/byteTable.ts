/**
 * The hash of a text of no bytes, and that of a text with one more: whoever looks for its end makes it on the way. It
 * begins at random: nobody can make up names that all have the same.
 */
export const NO_HASH = Math.trunc(Math.random() * 2 ** 32) | 0;
export const nextHash = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** What is kept of a text, one behind the other: the processor then fetches all of it at once. */
const [HASH, START, END, NOTE, WIDTH] = [0, 1, 2, 3, 4];

/**
 * Short texts as bytes, each once and known by its number, in the order in which they came. A `Map` would need a string
 * for each text that is looked for, and making those takes longer than looking.
 */
export class ByteTable {
  /** By hash, one more than the number of a text; 0 where there is none. Fewer than half of them are in use. */
  #slots = new Uint32Array(1024);
  #facts = new Uint32Array(512 * WIDTH);
  #bytes = new Uint8Array(8192);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a text, which is what `size` was where it is new. */
  numberOf(bytes: Uint8Array, from: number, to: number, hash = hashOf(bytes, from, to)): number {
    const slots = this.#slots;
    const facts = this.#facts;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return this.#add(bytes.subarray(from, to), hash, slot);
      if (facts[number * WIDTH + HASH] === hash >>> 0 && this.#is(number, bytes, from, to)) return number;
    }
  }

  /** A number that stands beside a text; 0 at first. */
  noteOf(number: number): number {
    return this.#facts[number * WIDTH + NOTE] ?? 0;
  }

  note(number: number, note: number): void {
    this.#facts[number * WIDTH + NOTE] = note;
  }

  #is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#facts[number * WIDTH + START] ?? 0;
    if ((this.#facts[number * WIDTH + END] ?? 0) - start !== to - from) return false;
    const own = this.#bytes;
    for (let at = from; at < to; at += 1) if (own[start + at - from] !== bytes[at]) return false;
    return true;
  }

  #add(text: Uint8Array, hash: number, slot: number): number {
    const number = this.#size;
    const start = number === 0 ? 0 : (this.#facts[(number - 1) * WIDTH + END] ?? 0);
    const end = start + text.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(text, start);
    this.#facts.set([hash, start, end], number * WIDTH);
    this.#slots[slot] = number + 1;
    this.#size += 1;
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const facts = new Uint32Array(this.#facts.length * 2);
    facts.set(this.#facts);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      const hash = facts[number * WIDTH + HASH] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
    this.#facts = facts;
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = NO_HASH;
  for (let at = from; at < to; at += 1) hash = nextHash(hash, bytes[at] ?? 0);
  return hash;
}
