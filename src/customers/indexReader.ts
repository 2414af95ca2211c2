import type { Clock } from '../api/clock.ts';
import type { Customer } from '../api/customers.ts';
import { takeIn, type Page } from '../api/pages.ts';
import type { Contact } from '../api/teamMembers.ts';
import { Emitter } from '../base/event.ts';
import { isCancellation } from '../base/userError.ts';
import { AskBeforeFetching } from '../connections/askBeforeFetching.ts';
import type { Session } from '../connections/session.ts';
import { MemberIndex } from './memberIndex.ts';
import { ReadingProgress } from './readingProgress.ts';
import { isAboutKey, isPassing, TokensAreReplaced } from './readingFailures.ts';
import { ReadingTurns } from './readingTurns.ts';

/**
 * Calls under way at once. One fewer than the client sends to a host at most, so that whoever browses meanwhile gets
 * a turn with the next answer.
 */
export const AT_ONCE = 5;
/** How often a page is tried before its list is passed over. */
const ATTEMPTS = 5;
/** Failures in a row, of whichever customers, after which it is the host that does not work. */
const HOST_IS_DOWN = 10;

/** A customer whose team is not in the index, and why. */
export interface Skipped {
  readonly customer: Customer;
  readonly why: unknown;
}

export type ReadingState = 'reading' | 'paused' | 'cancelled' | 'done';

/** A team that is to be read, and how far that has come. */
interface Team {
  readonly customer: Customer;
  /**
   * Who of it is in the index, where it was begun and not finished. Whatever a team has from the start has grown old by
   * the time that it is read, and with it all that is put into it would have to.
   */
  seen?: Set<string>;
  /** The page to be read next. */
  page: number;
  attempt: number;
}

/**
 * Reads the teams of all customers of a session into an index, which can be searched meanwhile. Waits as the server
 * asks, tries again what may pass, and lists what it had to pass over. Fetches customers' tokens, never members'.
 */
export class IndexReader {
  readonly index = new MemberIndex<Customer>();
  readonly skipped: Skipped[] = [];
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #cancel = new AbortController();
  readonly #changed = new Emitter<undefined>();
  readonly #teams: Team[] = [];
  readonly #turns: ReadingTurns;
  readonly #progress: ReadingProgress;
  #state: ReadingState = 'reading';
  #pausedBy: unknown;
  /** Why the index could not take in what was read. */
  #fault: { readonly error: unknown } | undefined;
  #underWay = 0;
  #failures = 0;
  #mayReplace: boolean;
  #finishedAt: number | undefined;

  /** Fires with each page and each change of state. */
  readonly onDidChange = this.#changed.event;

  /** `mayReplace` where the user has agreed that fetches replace tokens; else reading pauses as soon as one does. */
  constructor(session: Session, clock: Clock, mayReplace: boolean) {
    this.#session = session;
    this.#clock = clock;
    this.#turns = new ReadingTurns(clock, this.#cancel.signal);
    this.#progress = new ReadingProgress(clock);
    this.#mayReplace = mayReplace;
  }

  get state(): ReadingState {
    return this.#state;
  }

  /** Why reading paused by itself; undefined where the user did it. */
  get pausedBy(): unknown {
    return this.#pausedBy;
  }

  /** When it was done, in milliseconds since 1970. */
  get finishedAt(): number | undefined {
    return this.#finishedAt;
  }

  get progress(): { readonly read: number; readonly known: number; readonly listed: boolean } {
    const { read, known, listed } = this.#progress;
    return { read, known, listed };
  }

  /** How many members there will be, judged by the customers that were read. */
  get expectedMembers(): number | undefined {
    return this.#progress.expected(this.index.size);
  }

  /** How long it will take, in milliseconds; undefined while the customers are not all known. */
  get leftMs(): number | undefined {
    return this.#state === 'reading' ? this.#progress.leftMs : undefined;
  }

  /** For how long no call is made, since the server asked for that. */
  get waitMs(): number {
    return this.#state === 'reading' ? this.#turns.waitMs : 0;
  }

  /**
   * Reads until all is read or it was cancelled, and resolves when nothing is under way any more.
   * @throws what keeps the index from taking somebody in
   */
  async run(): Promise<void> {
    const workers = Array.from({ length: AT_ONCE - 1 }, () => this.#work());
    const ends = await Promise.allSettled([this.#list().then(() => this.#work()), ...workers]);
    if (this.#fault) throw this.#fault.error;
    if (this.#cancel.signal.aborted) return;
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure) throw failure.reason;
    this.#finishedAt = this.#clock.now();
    this.#become('done');
  }

  pause(why?: unknown): void {
    if (this.#state !== 'reading') return;
    this.#progress.pause();
    this.#pausedBy = why;
    this.#become('paused');
  }

  /** Goes on. Whoever resumes after tokens were replaced has agreed to that. */
  resume(): void {
    if (this.#state !== 'paused') return;
    if (this.#pausedBy instanceof TokensAreReplaced) this.#mayReplace = true;
    this.#failures = 0;
    this.#progress.goOn();
    this.#pausedBy = undefined;
    this.#become('reading');
  }

  /** Aborts what is under way. What was read stays searchable. */
  cancel(): void {
    if (this.#state === 'done' || this.#state === 'cancelled') return;
    this.#become('cancelled');
    this.#cancel.abort();
    this.#turns.wake();
  }

  async #list(): Promise<void> {
    const seen = new Set<string>();
    for (let page = 1, attempt = 1, complete = false; !complete;) {
      await this.#turns.next();
      try {
        const found = await this.#session.withPartnerKey(
          (client, signal) => client.listCustomers({ page, signal }),
          this.#cancel.signal,
        );
        const taken = takeIn(seen, found);
        complete = taken.complete;
        this.#progress.known += taken.fresh.length;
        for (const customer of taken.fresh) this.#teams.push({ customer, page: 1, attempt: 1 });
        page += 1;
        attempt = 1;
        this.#succeeded();
        this.#changed.fire(undefined);
      } catch (error) {
        this.#unlessEnded(error);
        attempt += 1;
        // Without all customers there is no index, so none of them is passed over.
        if (this.#holdsOff(error) || (isPassing(error) && attempt <= ATTEMPTS)) continue;
        attempt = 1;
        this.pause(error);
      }
    }
    this.#progress.listed = true;
    this.#turns.wake();
  }

  async #work(): Promise<void> {
    for (;;) {
      await this.#turns.next();
      const next = this.#teams.shift();
      if (next) {
        this.#underWay += 1;
        await this.#team(next).finally(() => (this.#underWay -= 1));
        this.#turns.wake();
      } else if (this.#progress.listed && this.#underWay === 0) {
        return;
      } else {
        await this.#turns.woken();
      }
    }
  }

  async #team(team: Team): Promise<void> {
    const { customer, seen = new Set() } = team;
    try {
      for (let complete = false; !complete; team.page += 1) {
        await this.#turns.next();
        const found = await this.#page(customer, team.page);
        const taken = takeIn(seen, found);
        complete = taken.complete;
        this.#add(customer, taken.fresh);
        team.attempt = 1;
        this.#succeeded();
        if (this.#session.asksForTokens && !this.#mayReplace) this.pause(new TokensAreReplaced());
      }
      this.#progress.read += 1;
    } catch (error) {
      team.seen = seen;
      this.#failed(team, error);
    }
  }

  #page(customer: Customer, page: number): Promise<Page<Contact>> {
    const read = () =>
      this.#session.withCustomerToken(
        customer,
        (client, customerToken, signal) => client.listContacts({ customerToken, page, signal }),
        this.#cancel.signal,
      );
    if (!this.#mayReplace || !this.#session.mustAsk(customer.id)) return read();
    // For this one call: should it fail before it fetches anything, nobody has agreed to the next.
    const permission = this.#session.permitFetch(customer.id);
    return read().finally(() => {
      permission.dispose();
    });
  }

  #add(customer: Customer, members: readonly Contact[]): void {
    try {
      this.index.add(customer, members);
    } catch (error) {
      // An index that lacks somebody, memory having run out, must not count as read.
      this.#fault ??= { error };
      this.cancel();
    }
    this.#changed.fire(undefined);
  }

  #failed(team: Team, error: unknown): void {
    this.#unlessEnded(error);
    const { customer } = team;
    if (error instanceof AskBeforeFetching || isAboutKey(error)) {
      this.#teams.unshift(team);
      this.pause(error instanceof AskBeforeFetching ? new TokensAreReplaced() : error);
    } else if (this.#holdsOff(error)) {
      this.#teams.unshift(team);
    } else if (isPassing(error) && team.attempt < ATTEMPTS) {
      // Behind all others: what has failed now may work in a while.
      team.attempt += 1;
      this.#teams.push(team);
      this.#failures += 1;
      if (this.#failures >= HOST_IS_DOWN) this.pause(error);
    } else {
      this.#progress.read += 1;
      this.skipped.push({ customer, why: error });
      this.#changed.fire(undefined);
    }
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#turns.wake();
  }

  #holdsOff(error: unknown): boolean {
    const holds = this.#turns.holdOff(error);
    if (holds) this.#changed.fire(undefined);
    return holds;
  }

  /** @throws the error if it says that this was cancelled or the session has ended. */
  #unlessEnded(error: unknown): void {
    if (!this.#cancel.signal.aborted && !isCancellation(error)) return;
    this.cancel();
    throw error;
  }

  #become(state: ReadingState): void {
    this.#state = state;
    this.#changed.fire(undefined);
    this.#turns.paused = state === 'paused';
  }
}
