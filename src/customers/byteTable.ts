import { Numbers } from './numbers.ts';

/** The hash of a text of no bytes, and that of a text with one more: whoever looks for its end makes it on the way. */
export const NO_HASH = 0x811c9dc5 | 0;
export const nextHash = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/**
 * Short texts as bytes, each once and known by its number, in the order in which they came. A `Map` would need a string
 * for each text that is looked for, and making those takes longer than looking.
 */
export class ByteTable {
  /** By hash, one more than the number of a text; 0 where there is none. At most half of them are in use. */
  #slots = new Uint32Array(1024);
  #bytes = new Uint8Array(8192);
  readonly #hashes = new Numbers();
  /** Where each text ends, and the next one begins. */
  readonly #ends = new Numbers();

  get size(): number {
    return this.#ends.length;
  }

  /** The number of a text, which is what `size` was where it is new. */
  numberOf(bytes: Uint8Array, from: number, to: number, hash = hashOf(bytes, from, to)): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return this.#add(bytes.subarray(from, to), hash, slot);
      if (this.#hashes.at(number) === hash >>> 0 && this.#is(number, bytes, from, to)) return number;
    }
  }

  #is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = number === 0 ? 0 : this.#ends.at(number - 1);
    if (this.#ends.at(number) - start !== to - from) return false;
    const own = this.#bytes;
    for (let at = from; at < to; at += 1) if (own[start + at - from] !== bytes[at]) return false;
    return true;
  }

  #add(text: Uint8Array, hash: number, slot: number): number {
    const number = this.size;
    const start = number === 0 ? 0 : this.#ends.at(number - 1);
    const end = start + text.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(text, start);
    this.#hashes.push(hash);
    this.#ends.push(end);
    this.#slots[slot] = number + 1;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (const [number, hash] of this.#hashes.values.entries()) {
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = NO_HASH;
  for (let at = from; at < to; at += 1) hash = nextHash(hash, bytes[at] ?? 0);
  return hash;
}
