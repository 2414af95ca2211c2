import type { Clock } from '../api/clock.ts';
import type { Customer } from '../api/customers.ts';
import { isApiError } from '../api/errors.ts';
import { takeIn } from '../api/pages.ts';
import { Emitter } from '../base/event.ts';
import { isCancellation } from '../base/userError.ts';
import { AskBeforeFetching } from '../connections/askBeforeFetching.ts';
import type { Session } from '../connections/session.ts';
import { MemberIndex } from './memberIndex.ts';
import { isAboutKey, isPassing, TokensAreReplaced } from './readingFailures.ts';

/**
 * Calls under way at once. One fewer than the client sends to a host at most, so that whoever browses meanwhile gets
 * a turn with the next answer.
 */
const AT_ONCE = 5;
/** How often reading a team is begun before it is passed over. */
const ATTEMPTS = 5;
/** Failures in a row, of whichever customers, after which it is the host that does not work. */
const HOST_IS_DOWN = 10;
/** Milliseconds to wait where a server asks for fewer calls and does not say for how long. */
const BREATHER = 5_000;

/** A customer whose team is not in the index, and why. */
export interface Skipped {
  readonly customer: Customer;
  readonly why: unknown;
}

export type ReadingState = 'reading' | 'paused' | 'cancelled' | 'done';

/** A team that is to be read, and who of it is in the index already. */
interface Team {
  readonly customer: Customer;
  readonly seen: Set<string>;
  readonly attempt: number;
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
  readonly #sleepers: (() => void)[] = [];
  #state: ReadingState = 'reading';
  #pausedBy: unknown;
  #known = 0;
  #read = 0;
  #underWay = 0;
  #listed = false;
  #failures = 0;
  #pausedUntilMs = 0;
  /** Milliseconds of reading before the last pause, and when it was taken up again. */
  #workedMs = 0;
  #sinceMs: number;
  #mayReplace: boolean;
  #finishedAt: number | undefined;

  /** Fires with each page and each change of state. */
  readonly onDidChange = this.#changed.event;

  constructor(session: Session, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
    this.#sinceMs = clock.elapsed();
    this.#mayReplace = session.asksForTokens;
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
    return { read: this.#read, known: this.#known, listed: this.#listed };
  }

  /** How many members there will be, judged by the customers that were read. */
  get expectedMembers(): number | undefined {
    if (!this.#listed || this.#read === 0) return undefined;
    return Math.round((this.index.size / this.#read) * this.#known);
  }

  /** How long it will take, in milliseconds; undefined while the customers are not all known. */
  get leftMs(): number | undefined {
    if (!this.#listed || this.#read === 0 || this.#state !== 'reading') return undefined;
    const worked = this.#workedMs + this.#clock.elapsed() - this.#sinceMs;
    return (worked / this.#read) * (this.#known - this.#read);
  }

  /** For how long no call is made, since the server asked for that. */
  get waitMs(): number {
    return this.#state === 'reading' ? Math.max(0, this.#pausedUntilMs - this.#clock.elapsed()) : 0;
  }

  /** Reads until all is read or it was cancelled, and resolves when nothing is under way any more. */
  async run(): Promise<void> {
    const workers = Array.from({ length: AT_ONCE - 1 }, () => this.#work());
    const ends = await Promise.allSettled([this.#list().then(() => this.#work()), ...workers]);
    if (this.#cancel.signal.aborted) return;
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure) throw failure.reason;
    this.#finishedAt = this.#clock.now();
    this.#become('done');
  }

  pause(why?: unknown): void {
    if (this.#state !== 'reading') return;
    this.#workedMs += this.#clock.elapsed() - this.#sinceMs;
    this.#pausedBy = why;
    this.#become('paused');
  }

  /** Goes on. Whoever resumes after tokens were replaced has agreed to that. */
  resume(): void {
    if (this.#state !== 'paused') return;
    if (this.#pausedBy instanceof TokensAreReplaced) this.#mayReplace = true;
    this.#failures = 0;
    this.#sinceMs = this.#clock.elapsed();
    this.#pausedBy = undefined;
    this.#become('reading');
  }

  /** Aborts what is under way. What was read stays searchable. */
  cancel(): void {
    if (this.#state === 'done' || this.#state === 'cancelled') return;
    this.#become('cancelled');
    this.#cancel.abort();
  }

  async #list(): Promise<void> {
    const seen = new Set<string>();
    for (let page = 1, attempt = 1, complete = false; !complete;) {
      await this.#turn();
      try {
        const found = await this.#session.withPartnerKey(
          (client, signal) => client.listCustomers({ page, signal }),
          this.#cancel.signal,
        );
        const taken = takeIn(seen, found);
        complete = taken.complete;
        this.#known += taken.fresh.length;
        for (const customer of taken.fresh) this.#teams.push({ customer, seen: new Set(), attempt: 1 });
        page += 1;
        attempt = 1;
        this.#succeeded();
      } catch (error) {
        this.#unlessEnded(error);
        attempt += 1;
        // Without all customers there is no index, so none of them is passed over.
        if (this.#holdsOff(error) || (isPassing(error) && attempt <= ATTEMPTS)) continue;
        attempt = 1;
        this.pause(error);
      }
    }
    this.#listed = true;
    this.#wake();
  }

  async #work(): Promise<void> {
    for (;;) {
      await this.#turn();
      const next = this.#teams.shift();
      if (next) {
        this.#underWay += 1;
        await this.#team(next).finally(() => (this.#underWay -= 1));
        this.#wake();
      } else if (this.#listed && this.#underWay === 0) {
        return;
      } else {
        await this.#woken();
      }
    }
  }

  async #team({ customer, seen, attempt }: Team): Promise<void> {
    try {
      const read = new Set<string>();
      for (let page = 1, complete = false; !complete; page += 1) {
        await this.#turn();
        if (this.#mayReplace && this.#session.mustAsk(customer.id)) this.#session.permitFetch(customer.id);
        const found = await this.#session.withCustomerToken(
          customer,
          (client, customerToken, signal) => client.listTeamMembers({ customerToken, page, signal }),
          this.#cancel.signal,
        );
        complete = takeIn(read, found).complete;
        this.index.add(customer, takeIn(seen, found).fresh);
        this.#succeeded();
        if (this.#session.asksForTokens && !this.#mayReplace) this.pause(new TokensAreReplaced());
      }
      this.#read += 1;
    } catch (error) {
      this.#failed({ customer, seen, attempt }, error);
    }
  }

  #failed(team: Team, error: unknown): void {
    this.#unlessEnded(error);
    const { customer, attempt } = team;
    if (error instanceof AskBeforeFetching || isAboutKey(error)) {
      this.#teams.unshift(team);
      this.pause(error instanceof AskBeforeFetching ? new TokensAreReplaced() : error);
    } else if (this.#holdsOff(error)) {
      this.#teams.unshift(team);
    } else if (isPassing(error) && attempt < ATTEMPTS) {
      // Behind all others: what has failed now may work in a while.
      this.#teams.push({ ...team, attempt: attempt + 1 });
      this.#failures += 1;
      if (this.#failures >= HOST_IS_DOWN) this.pause(error);
    } else {
      this.#read += 1;
      this.skipped.push({ customer, why: error });
      this.#changed.fire(undefined);
    }
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#changed.fire(undefined);
    this.#wake();
  }

  /** Whether the server asks for fewer calls; none is made then for as long as it says. */
  #holdsOff(error: unknown): boolean {
    if (!isApiError(error) || (error.kind !== 'rateLimited' && error.retryAfterMs === undefined))
      return false;
    const untilMs = this.#clock.elapsed() + (error.retryAfterMs ?? BREATHER);
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs);
    this.#changed.fire(undefined);
    return true;
  }

  /** @throws the error if it says that this was cancelled or the session has ended. */
  #unlessEnded(error: unknown): void {
    if (!this.#cancel.signal.aborted && !isCancellation(error)) return;
    this.cancel();
    throw error;
  }

  /** Waits for when the next call may be made. */
  async #turn(): Promise<void> {
    for (;;) {
      this.#cancel.signal.throwIfAborted();
      if (this.#state === 'paused') await this.#woken();
      else if (this.waitMs > 0) await this.#clock.wait(this.waitMs, this.#cancel.signal);
      else return;
    }
  }

  #woken(): Promise<void> {
    // Nobody wakes what goes to sleep after the end.
    if (this.#cancel.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.#sleepers.push(resolve));
  }

  #wake(): void {
    for (const wake of this.#sleepers.splice(0)) wake();
  }

  #become(state: ReadingState): void {
    this.#state = state;
    this.#changed.fire(undefined);
    this.#wake();
  }
}
