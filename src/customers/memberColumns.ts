import { NumberLists, Numbers } from './numbers.ts';
import { Texts } from './texts.ts';
import { Fit } from './wordTable.ts';

/** How much more a well fitting word counts than the part of a member in which it was found. */
const FIT_WEIGHT = 4;
/** Which part that is decides between hits that fit alike. */
const Part = { name: 3, contact: 2, customer: 1 } as const;

const PHONE = Fit.within * FIT_WEIGHT + Part.contact;

/** Of a member; each is held against those before it, which for a made-up name of a million words would take hours. */
const MOST_WORDS = 100;

/** What is searched of a member: numbers of words, and that of its domain. */
export interface Searched {
  /** First those of the name, then those of the mailbox; a word may stand there several times. */
  readonly words: Numbers;
  readonly ofName: number;
  readonly domain: number;
}

/** What is searched of all members, by their places. */
export class MemberColumns {
  /** The words of name and mailbox: twice the number of a word, and one more where it is of the mailbox only. */
  readonly #people = new NumberLists();
  readonly #phones = new Texts();
  readonly #domains = new Groups(Part.contact);
  readonly #customers = new Groups(Part.customer);
  /** For each word how many members have it in their names or mailboxes. */
  readonly #uses = new Numbers();
  /** Of the latest search: made anew, they would be its garbage. */
  #scores = new Uint8Array(0);

  addDomain(words: Numbers): void {
    this.#domains.add(words);
  }

  addCustomer(words: Numbers): void {
    this.#customers.add(words);
  }

  /** The number of each member's customer. */
  get customerOf(): Uint32Array {
    return this.#customers.of;
  }

  /** How many members can be found. */
  get size(): number {
    return this.#people.length;
  }

  /** Says whose the next member is. */
  addTo(customer: number): void {
    this.#customers.push(customer);
  }

  add({ words, ofName, domain }: Searched): void {
    const count = Math.min(words.length, MOST_WORDS);
    for (let nth = 0; nth < count; nth += 1) {
      const word = words.at(nth);
      if (words.has(word, nth)) continue;
      this.#uses.count(word);
      this.#people.add(word * 2 + (nth < ofName ? 0 : 1));
    }
    this.#people.end();
    this.#domains.push(domain);
  }

  /** Adds the first so many digits as the phone number of the member who is added next. */
  addPhone(digits: Uint8Array, length: number): void {
    this.#phones.pushBytes(digits, length);
  }

  /** How many members have words that fit, more or less: whoever has several counts as often. */
  usesOf(fit: Uint8Array): number {
    const uses = this.#uses.values;
    let sum = this.#domains.usesOf(fit) + this.#customers.usesOf(fit);
    for (let word = 0; word < fit.length; word += 1) if (fit[word] !== 0) sum += uses[word] ?? 0;
    return sum;
  }

  /**
   * How well each member has what words fit, or these digits; the higher the better, 0 for not at all. Good until the next
   * call.
   */
  scores(fit: Uint8Array, digits: string | undefined): Uint8Array {
    const { worths, domains, customers, phones } = this.#looked(fit, digits);
    const { numbers, ends } = this.#people;
    if (this.#scores.length < ends.length) this.#scores = new Uint8Array(Math.ceil(ends.length * 1.25));
    const scores = this.#scores.subarray(0, ends.length).fill(0);
    this.#domains.raise(scores, domains);
    this.#customers.raise(scores, customers);
    // Words as they lie, and whose they are only for those that fit: most do not.
    for (let at = 0, place = 0; at < numbers.length; at += 1) {
      const value = worths[numbers[at] ?? 0] ?? 0;
      if (value === 0) continue;
      while ((ends[place] ?? Infinity) <= at) place += 1;
      if (value > (scores[place] ?? 0)) scores[place] = value;
    }
    for (let place = 0; phones && place < phones.length; place += 1)
      if (phones[place] === 1 && (scores[place] ?? 0) < PHONE) scores[place] = PHONE;
    return scores;
  }

  /** The same of one member at a time: for the few that are left of a search. */
  scorer(fit: Uint8Array, digits: string | undefined): (place: number) => number {
    const { worths, domains, customers, phones } = this.#looked(fit, digits);
    const { numbers, ends } = this.#people;
    const domainOf = this.#domains.of;
    const customerOf = this.#customers.of;
    return (place) => {
      const domain = domains[domainOf[place] ?? 0] ?? 0;
      const customer = customers[customerOf[place] ?? 0] ?? 0;
      let score = domain > customer ? domain : customer;
      const end = ends[place] ?? 0;
      for (let at = place === 0 ? 0 : (ends[place - 1] ?? 0); at < end; at += 1) {
        const value = worths[numbers[at] ?? 0] ?? 0;
        if (value > score) score = value;
      }
      return score < PHONE && phones?.[place] === 1 ? PHONE : score;
    };
  }

  /** What the numbers of words, domains and customers are worth, and who has a phone number with these digits. */
  #looked(fit: Uint8Array, digits: string | undefined) {
    // A word of the mailbox has the odd number behind that of the same word of a name.
    const worths = new Uint8Array(fit.length * 2);
    for (let word = 0; word < fit.length; word += 1) {
      worths[word * 2] = worth(fit[word], Part.name);
      worths[word * 2 + 1] = worth(fit[word], Part.contact);
    }
    return {
      worths,
      domains: this.#domains.scores(fit),
      customers: this.#customers.scores(fit),
      phones: digits === undefined ? undefined : this.#phones.having(digits),
    };
  }
}

/** Words that many members share, and of which group each member is. */
class Groups {
  readonly #words = new NumberLists();
  readonly #of = new Numbers();
  readonly #sizes = new Numbers();
  readonly #part: number;

  constructor(part: number) {
    this.#part = part;
  }

  /** The group of each member. */
  get of(): Uint32Array {
    return this.#of.values;
  }

  add(words: Numbers): void {
    this.#words.push(words);
  }

  /** Puts the next member into a group. */
  push(group: number): void {
    this.#of.push(group);
    this.#sizes.count(group);
  }

  usesOf(fit: Uint8Array): number {
    const highest = this.#words.highest(fit);
    let sum = 0;
    for (let group = 0; group < highest.length; group += 1)
      if (highest[group] !== 0) sum += this.#sizes.at(group);
    return sum;
  }

  scores(fit: Uint8Array): Uint8Array {
    return this.#words.highest(fit).map((each) => worth(each, this.#part));
  }

  /** Raises scores of members to what their groups are worth. */
  raise(scores: Uint8Array, worths: Uint8Array): void {
    // What is typed is seldom in a domain or a customer's name.
    if (worths.every((value) => value === 0)) return;
    const { of } = this;
    for (let place = 0; place < scores.length; place += 1) {
      const value = worths[of[place] ?? 0] ?? 0;
      if (value > (scores[place] ?? 0)) scores[place] = value;
    }
  }
}

function worth(fit: number | undefined, part: number): number {
  return fit ? fit * FIT_WEIGHT + part : 0;
}
