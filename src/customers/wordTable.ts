import uFuzzy from '@leeoniya/ufuzzy';
import { ByteTable, nextHash, NO_HASH } from './byteTable.ts';
import { wordsOf } from './fold.ts';
import { Numbers } from './numbers.ts';

/** How well a word fits what was typed; 0 is not at all. */
export const Fit = { similar: 1, within: 2, begins: 3, whole: 4 } as const;

/** An object to the compiler, since the library declares its modes as enums that a file by itself cannot use. */
const tolerant: object = { intraMode: 1, intraSplit: null };
/** A word must begin as typed; of the rest one letter may be wrong, missing, too much, or swapped with the next. */
const plain = new uFuzzy({ ...tolerant, ...({ interLft: 2 } as object) });
/**
 * The same for other scripts, where the library knows no beginning of a word. A word has nothing but letters and digits,
 * so what is no blank is one of them; for classes of all letters V8 would compile each pattern for 25 ms instead of 2.
 */
const international = new uFuzzy({
  ...tolerant,
  unicode: true,
  interSplit: ' +',
  intraChars: '[^ ]',
  interBound: ' ',
});

/** Longer than any word that a person types; a pattern made of it would be slow. */
const LONGEST = 40;

/** Where most words end, in names, mailboxes and host names: a blank, a dot, a hyphen. */
const [BLANK, DOT, HYPHEN] = [0x20, 0x2e, 0x2d];
/** Pieces of texts of which the words are remembered. */
const MOST_PIECES = 10_000;

/** Words, each once and known by its number, in the order in which they came. */
export class WordTable {
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();
  /**
   * The latest pieces of texts, most of which are not new: finding and folding words takes the most time. Each has a note:
   * nearly all are one word, then that is twice its number and one more; else it is twice the number of a list, from 1.
   */
  #pieces = new ByteTable();
  #lists: (readonly number[])[] = [];
  /** Of each word, which letters it has. */
  readonly #letters = new Numbers();

  get size(): number {
    return this.#words.length;
  }

  /**
   * Puts the numbers of the words in some bytes behind those in a list, as often as they occur; words that are new are
   * added. Returns where it ended: before the first byte that it is to stop at, or at the end.
   */
  addWordsIn(bytes: Buffer, from: number, to: number, stop: number, numbers: Numbers): number {
    let hash = NO_HASH;
    for (let start = from, at = from; ; at += 1) {
      const byte = at < to ? (bytes[at] ?? stop) : stop;
      if (byte !== stop && byte !== BLANK && byte !== DOT && byte !== HYPHEN) {
        hash = nextHash(hash, byte);
        continue;
      }
      if (at > start) this.#addPiece(bytes, start, at, hash, numbers);
      if (byte === stop) return at;
      start = at + 1;
      hash = NO_HASH;
    }
  }

  #addPiece(bytes: Buffer, from: number, to: number, hash: number, numbers: Numbers): void {
    const piece = this.#pieces.numberOf(bytes, from, to, hash);
    const note = this.#pieces.noteOf(piece);
    if ((note & 1) === 1) {
      numbers.push(note >>> 1);
      return;
    }
    const words = this.#lists[(note >>> 1) - 1] ?? this.#learn(piece, bytes.toString('utf8', from, to));
    for (const word of words) numbers.push(word);
  }

  #learn(piece: number, text: string): readonly number[] {
    const words = wordsOf(text).map((word) => this.#add(word));
    const [first = 0] = words;
    this.#pieces.note(piece, words.length === 1 ? first * 2 + 1 : this.#lists.push(words) * 2);
    if (this.#pieces.size === MOST_PIECES) {
      this.#pieces = new ByteTable();
      this.#lists = [];
    }
    return words;
  }

  #add(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#words.push(word) - 1;
      this.#letters.push(lettersOf(word));
      this.#numbers.set(word, number);
    }
    return number;
  }

  /** How well each word fits a folded term as it stands. */
  fits(term: string): Uint8Array {
    const fits = new Uint8Array(this.#words.length);
    for (let number = 0; number < fits.length; number += 1) {
      const word = this.#words[number] ?? '';
      const at = word.indexOf(term);
      if (at > 0) fits[number] = Fit.within;
      else if (at === 0) fits[number] = word.length > term.length ? Fit.begins : Fit.whole;
    }
    return fits;
  }

  /** Has those fit as well that are like the term but for one letter. Returns whether there are any. */
  addSimilar(term: string, fits: Uint8Array): boolean {
    // Digits are meant as they stand.
    if (term.length > LONGEST || /^\d+$/.test(term)) return false;
    const matcher = /^[a-z0-9]+$/.test(term) ? plain : international;
    const candidates = this.#couldBeLike(term, fits);
    const similar = matcher.filter(this.#words, term, candidates) ?? [];
    for (const number of similar) fits[number] = Fit.similar;
    return similar.length > 0;
  }

  /**
   * The numbers of the words that could be like a term: the first letter is never wrong, one may be missing, and the word
   * has all letters of the term but one. Looking at all of them closely would take ten times as long.
   */
  #couldBeLike(term: string, fits: Uint8Array): number[] {
    const first = term.charCodeAt(0);
    const wanted = lettersOf(term);
    const letters = this.#letters.values;
    const found: number[] = [];
    for (let number = 0; number < letters.length; number += 1) {
      const missing = wanted & ~(letters[number] ?? 0);
      // More than one.
      if ((missing & (missing - 1)) !== 0 || fits[number] !== 0) continue;
      const word = this.#words[number] ?? '';
      if (word.charCodeAt(0) === first && word.length >= term.length - 1) found.push(number);
    }
    return found;
  }
}

/** The letters of a word as bits; some letters share one. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}
