import { wordsOf } from './fold.ts';
import { NumberLists, Numbers } from './numbers.ts';
import { Fit, WordTable } from './wordTable.ts';

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

/** How much more a well fitting word counts than the part of a member in which it was found. */
const FIT_WEIGHT = 4;
/** Which part that is decides between hits that fit alike. */
const Part = { name: 3, contact: 2, customer: 1 } as const;

const PHONE = Fit.within * FIT_WEIGHT + Part.contact;

/** Digits that are looked for in phone numbers; fewer are in nearly all of them. */
const FEWEST_DIGITS = 3;
/** Between the texts of a member, none of which has it. */
const SEPARATOR = '\0';

/**
 * Team members of all customers, for searching by parts of names, e-mail addresses, phone numbers and customers' names.
 * Grows while it is searched.
 *
 * A hundred thousand members have far fewer words: those are matched, each once, and a member is numbers of words. See
 * docs/decisions/0006.
 */
export class MemberIndex<C extends IndexedCustomer = IndexedCustomer> {
  readonly #words = new WordTable();
  /** For each member the words of name and mailbox: twice the number of a word, and one more where it is of the mailbox only. */
  readonly #people = new NumberLists();
  readonly #phones: string[] = [];
  /** What a hit shows, in one string per member: an object of four would take twice the memory. */
  readonly #texts: string[] = [];

  /** Host parts of e-mail addresses, which many members share. */
  readonly #domains = new NumberLists();
  readonly #domainNumbers = new Map<string, number>();
  readonly #domainOf = new Numbers();

  readonly #customers: C[] = [];
  readonly #customerNames = new NumberLists();
  readonly #customerNumbers = new Map<string, number>();
  readonly #customerOf = new Numbers();

  /** How many members there are. */
  get size(): number {
    return this.#texts.length;
  }

  /** Adds members of a customer's team; none of them may be in the index already. */
  add(customer: C, members: readonly IndexedMember[]): void {
    const customerNumber = this.#customerNumber(customer);
    for (const { id, name, email = '', phone = '' } of members) {
      const [, mailbox = email, domain = ''] = /^(.*)@(.*)$/s.exec(email) ?? [];
      const words: number[] = [];
      const names = this.#wordNumbers(name);
      for (const word of names) words.push(word * 2);
      for (const word of this.#wordNumbers(mailbox)) if (!names.has(word)) words.push(word * 2 + 1);
      this.#people.push(words);
      this.#domainOf.push(this.#domainNumber(domain));
      this.#customerOf.push(customerNumber);
      this.#phones.push(digitsOf(phone));
      const texts = [id, email, phone, name].map((text) => text.replaceAll(SEPARATOR, ''));
      this.#texts.push(texts.join(SEPARATOR));
    }
  }

  /**
   * The members that have all words of a text, the best first, `limit` of them at most. Words with one letter wrong
   * are looked for only where there are fewer.
   */
  search(text: string, limit: number): Hit<C>[] {
    const terms = termsOf(text);
    if (terms.length === 0) return [];
    const fits = terms.map((term) => this.#words.fits(term));
    const found = best(this.#scores(terms, fits), limit);
    if (found.length >= limit) return found.map((place) => this.#hit(place));
    const more = fits.filter((fit, nth) => this.#words.addSimilar(terms[nth] ?? '', fit));
    const all = more.length > 0 ? best(this.#scores(terms, fits), limit) : found;
    return all.map((place) => this.#hit(place));
  }

  /** A number for each member, the higher the better; 0 for those that lack a term. */
  #scores(terms: readonly string[], fits: readonly Uint8Array[]): Uint16Array {
    const scores = new Uint16Array(this.size);
    const domainOf = this.#domainOf.values;
    const customerOf = this.#customerOf.values;
    for (const [nth, fit] of fits.entries()) {
      // A word of the mailbox has the odd number behind that of the same word of a name.
      const worths = new Uint8Array(fit.length * 2);
      for (let word = 0; word < fit.length; word += 1) {
        if (fit[word] === 0) continue;
        worths[word * 2] = worth(fit[word], Part.name);
        worths[word * 2 + 1] = worth(fit[word], Part.contact);
      }
      // Whoever lacks an earlier term is out, as most are after the first one.
      const people = this.#people.highest(worths, nth > 0 ? scores : undefined);
      const domains = this.#domains.highest(fit).map((each) => worth(each, Part.contact));
      const customers = this.#customerNames.highest(fit).map((each) => worth(each, Part.customer));
      const digits = phoneDigits(terms[nth] ?? '');
      for (let place = 0; place < scores.length; place += 1) {
        const before = scores[place] ?? 0;
        if (before === 0 && nth > 0) continue;
        let score = people[place] ?? 0;
        const domain = domains[domainOf[place] ?? 0] ?? 0;
        if (domain > score) score = domain;
        const customer = customers[customerOf[place] ?? 0] ?? 0;
        if (customer > score) score = customer;
        if (digits !== undefined && score < PHONE && this.#phones[place]?.includes(digits)) score = PHONE;
        scores[place] = score === 0 ? 0 : before + score;
      }
    }
    return scores;
  }

  /** Everybody whom the index has when the first is asked for, customer by customer. */
  *everybody(): Generator<Hit<C>, void, undefined> {
    const customerOf = this.#customerOf.values;
    const places = Uint32Array.from(customerOf.keys()).sort(
      (one, other) => (customerOf[one] ?? 0) - (customerOf[other] ?? 0) || one - other,
    );
    for (const place of places) yield this.#hit(place);
  }

  #hit(place: number): Hit<C> {
    const customer = this.#customers[this.#customerOf.values[place] ?? -1];
    const [id = '', email = '', phone = '', name = ''] = (this.#texts[place] ?? '').split(SEPARATOR);
    if (!customer) throw new RangeError(`no member ${place}`);
    return { customer, member: { id, name, email: email || undefined, phone: phone || undefined } };
  }

  #wordNumbers(text: string): Set<number> {
    return new Set(wordsOf(text).map((word) => this.#words.add(word)));
  }

  #domainNumber(domain: string): number {
    let number = this.#domainNumbers.get(domain);
    if (number === undefined) {
      number = this.#domainNumbers.size;
      this.#domainNumbers.set(domain, number);
      this.#domains.push(this.#wordNumbers(domain));
    }
    return number;
  }

  #customerNumber(customer: C): number {
    let number = this.#customerNumbers.get(customer.id);
    if (number === undefined) {
      number = this.#customers.push(customer) - 1;
      this.#customerNumbers.set(customer.id, number);
      this.#customerNames.push(this.#wordNumbers(customer.name));
    }
    return number;
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

function worth(fit: number | undefined, part: number): number {
  return fit ? fit * FIT_WEIGHT + part : 0;
}

/** The places of the highest scores, the highest first, equal ones in order. */
function best(scores: Uint16Array, limit: number): number[] {
  const counts: number[] = [];
  for (const score of scores) if (score > 0) counts[score] = (counts[score] ?? 0) + 1;
  let least = counts.length - 1;
  for (let found = counts[least] ?? 0; least > 1 && found < limit; found += counts[least] ?? 0) least -= 1;
  const places: number[] = [];
  for (let place = 0; place < scores.length; place += 1) {
    if (least > 0 && (scores[place] ?? 0) >= least) places.push(place);
  }
  return places.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0)).slice(0, limit);
}
