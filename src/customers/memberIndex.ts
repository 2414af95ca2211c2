import { ByteTable } from './byteTable.ts';
import { wordsOf } from './fold.ts';
import { Matches } from './matches.ts';
import { MemberColumns } from './memberColumns.ts';
import { Numbers } from './numbers.ts';
import { Texts } from './texts.ts';
import { WordTable } from './wordTable.ts';

interface IndexedCustomer {
  readonly id: string;
  readonly name: string;
}

export interface IndexedMember {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

export interface Hit<C extends IndexedCustomer> {
  readonly customer: C;
  readonly member: IndexedMember;
}

const [AT, ZERO, NINE] = [0x40, 0x30, 0x39];
/** What no byte is. */
const NONE = -1;

/** How many texts are kept of a member, the first of which is the id, and which are the others. */
const TEXTS = 4;
const [PHONE, NAME, EMAIL] = [1, 2, 3];

/** Members that are added before their words are looked up. */
const AT_A_TIME = 1_000;

/** Digits that are looked for in phone numbers; fewer are in nearly all of them. */
const FEWEST_DIGITS = 3;

/**
 * Team members of all customers, for searching by parts of names, e-mail addresses, phone numbers and customers' names.
 * Grows while it is searched.
 *
 * A hundred thousand members have far fewer words: those are matched, each once, and a member is numbers of words. See
 * docs/decisions/0006.
 */
export class MemberIndex<C extends IndexedCustomer = IndexedCustomer> {
  readonly #words = new WordTable();
  readonly #columns = new MemberColumns();
  readonly #matches = new Matches();
  /** What a hit shows: of each member {@link TEXTS}. */
  readonly #texts = new Texts();
  /** The host parts of e-mail addresses, which many members share. */
  readonly #domains = new ByteTable();
  readonly #customers: C[] = [];
  readonly #customerNumbers = new Map<string, number>();
  /** Of one member the digits and the words: made anew, each would be garbage. */
  #digits = new Uint8Array(64);
  readonly #found = new Numbers();
  readonly #shared = new Numbers();

  /** How many members there are. */
  get size(): number {
    return this.#texts.length / TEXTS;
  }

  /** Adds members of a customer's team; none of them may be in the index already. */
  add(customer: C, members: readonly IndexedMember[]): void {
    if (members.length === 0) return;
    const customerNumber = this.#customerNumber(customer);
    for (const { id, name, email = '', phone = '' } of members) {
      this.#columns.addTo(customerNumber);
      this.#texts.push(id);
      this.#texts.push(phone);
      this.#texts.push(name);
      this.#texts.push(email);
    }
    if (this.size - this.#columns.size >= AT_A_TIME) this.#catchUp();
  }

  /**
   * Has everybody be found who was added: many at a time, for whom the processor has the words at hand, and from bytes,
   * since the strings lie all over the memory, and each word would be one more.
   */
  #catchUp(): void {
    const words = this.#found;
    let ofName = 0;
    this.#texts.each(this.#columns.size * TEXTS, (bytes, start, end, nth) => {
      const text = nth % TEXTS;
      if (text === PHONE) {
        this.#addPhone(bytes, start, end);
      } else if (text === NAME) {
        words.truncate(0);
        this.#words.addWordsIn(bytes, start, end, NONE, words);
        ofName = words.length;
      } else if (text === EMAIL) {
        const at = this.#words.addWordsIn(bytes, start, end, AT, words);
        const domain = this.#domainNumber(bytes, Math.min(at + 1, end), end);
        this.#columns.add({ words, ofName, domain });
      }
    });
  }

  #addPhone(bytes: Buffer, start: number, end: number): void {
    if (this.#digits.length < end - start) this.#digits = new Uint8Array(end - start);
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < ZERO || byte > NINE) continue;
      this.#digits[count] = byte;
      count += 1;
    }
    this.#columns.addPhone(this.#digits, count);
  }

  /**
   * The members that have all words of a text, the best first, `limit` of them at most. Words with one letter wrong
   * are looked for only where there are fewer.
   */
  search(text: string, limit: number): Hit<C>[] {
    const terms = termsOf(text);
    if (terms.length === 0) return [];
    this.#catchUp();
    const fits = terms.map((term) => this.#words.fits(term));
    let found = this.#best(terms, fits, limit);
    if (found.length < limit) {
      const more = fits.filter((fit, nth) => this.#words.addSimilar(terms[nth] ?? '', fit));
      if (more.length > 0) found = this.#best(terms, fits, limit);
    }
    return found.map((place) => this.#hit(place));
  }

  /** The places of the best members that have all terms, given which words fit each. */
  #best(terms: readonly string[], fits: readonly Uint8Array[], limit: number): number[] {
    const wanted = fits.map((fit, nth) => {
      const digits = phoneDigits(terms[nth] ?? '');
      return { fit, digits, uses: digits === undefined ? this.#columns.usesOf(fit) : Infinity };
    });
    // All members are looked at for the rarest term, and for each of the others those that are left.
    wanted.sort((one, other) => one.uses - other.uses);
    for (const [turn, { fit, digits }] of wanted.entries()) {
      if (turn === 0) this.#matches.find(this.#columns.scores(fit, digits));
      else this.#matches.narrow(this.#columns.scorer(fit, digits));
    }
    return this.#matches.best(limit);
  }

  /** Everybody whom the index has when the first is asked for, customer by customer. */
  *everybody(): Generator<Hit<C>, void, undefined> {
    const { customerOf } = this.#columns;
    const places = Uint32Array.from(customerOf.keys()).sort(
      (one, other) => (customerOf[one] ?? 0) - (customerOf[other] ?? 0) || one - other,
    );
    for (const place of places) yield this.#hit(place);
  }

  #hit(place: number): Hit<C> {
    const customer = this.#customers[this.#columns.customerOf[place] ?? -1];
    if (!customer) throw new RangeError(`no member ${place}`);
    const first = place * TEXTS;
    const phone = this.#texts.at(first + PHONE) || undefined;
    const email = this.#texts.at(first + EMAIL) || undefined;
    return {
      customer,
      member: { id: this.#texts.at(first), name: this.#texts.at(first + NAME), email, phone },
    };
  }

  #domainNumber(bytes: Buffer, from: number, to: number): number {
    const isNew = this.#domains.size;
    const number = this.#domains.numberOf(bytes, from, to);
    if (number === isNew) this.#columns.addDomain(this.#wordsOf(bytes, from, to));
    return number;
  }

  #customerNumber(customer: C): number {
    let number = this.#customerNumbers.get(customer.id);
    if (number === undefined) {
      number = this.#customers.push(customer) - 1;
      this.#customerNumbers.set(customer.id, number);
      const name = Buffer.from(customer.name);
      this.#columns.addCustomer(this.#wordsOf(name, 0, name.length));
    }
    return number;
  }

  /** The words of what several members share, good until the next. */
  #wordsOf(bytes: Buffer, from: number, to: number): Numbers {
    this.#shared.truncate(0);
    this.#words.addWordsIn(bytes, from, to, NONE, this.#shared);
    return this.#shared;
  }
}

/** What to look for: words, or one phone number, however it is grouped. */
function termsOf(text: string): string[] {
  const digits = digitsOf(text);
  if (digits.length >= FEWEST_DIGITS && /^[\d\s+()./-]+$/.test(text)) return [digits];
  return [...new Set(wordsOf(text))];
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function phoneDigits(term: string): string | undefined {
  return term.length >= FEWEST_DIGITS && /^\d+$/.test(term) ? term : undefined;
}
