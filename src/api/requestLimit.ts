import { SYSTEM_CLOCK, type Clock } from './clock.ts';

/** Requests to one origin at once, at most. */
const MOST = 6;
/** So many answers in a row without a 429 earn one more request at once. */
const ANSWERS_TO_RECOVER = 10;

/**
 * How many requests may be under way to one origin, shared by all clients of this window. Half as many after each
 * 429, and for as long as that asks for none at all; one more again after a run of good answers.
 */
export class RequestLimit {
  #allowed = MOST;
  #under = 0;
  #good = 0;
  #pausedUntilMs = 0;
  #pausing = false;
  readonly #clock: Clock;
  readonly #queue = new Set<() => void>();

  constructor(clock: Clock = SYSTEM_CLOCK) {
    this.#clock = clock;
  }

  /** Requests that may be under way at the moment. */
  get allowed(): number {
    return this.#allowed;
  }

  /** Milliseconds for which the server asked for no requests, as of now; 0 when it did not. */
  get pauseMs(): number {
    return this.#pausedUntilMs === 0 ? 0 : Math.max(0, this.#pausedUntilMs - this.#clock.elapsed());
  }

  /** Takes a turn where there is one at once, which is given back by calling what this gives, once. */
  takeAtOnce(): (() => void) | undefined {
    if (this.#under >= this.#allowed || this.#queue.size > 0 || this.pauseMs > 0) return undefined;
    this.#under += 1;
    return this.#giveBack;
  }

  /**
   * The same, and waits for a turn.
   * @throws the signal's reason when it is aborted first
   */
  async take(signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted();
    const giveBack = this.takeAtOnce();
    if (giveBack) return giveBack;
    await this.#turn(signal);
    return this.#giveBack;
  }

  readonly #giveBack = (): void => {
    this.#under -= 1;
    this.#startWaiting();
  };

  /** The server answered and did not complain. */
  answered(): void {
    this.#good += 1;
    if (this.#good < ANSWERS_TO_RECOVER || this.#allowed >= MOST) return;
    this.#good = 0;
    this.#allowed += 1;
  }

  /** The server asked for fewer requests: `pauseMs` is for how long none should be sent. */
  refused(pauseMs: number): void {
    this.#good = 0;
    this.#allowed = Math.max(1, Math.floor(this.#allowed / 2));
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.elapsed() + pauseMs);
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#queue.delete(start);
        reject(signal?.reason as Error);
      };
      const start = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(start);
      this.#startWaiting();
    });
  }

  #startWaiting(): void {
    if (this.#queue.size === 0) return;
    const { pauseMs } = this;
    if (pauseMs > 0) {
      void this.#resumeAfter(pauseMs);
      return;
    }
    for (const start of this.#queue) {
      if (this.#under >= this.#allowed) return;
      this.#queue.delete(start);
      this.#under += 1;
      start();
    }
  }

  async #resumeAfter(pauseMs: number): Promise<void> {
    if (this.#pausing) return;
    this.#pausing = true;
    await this.#clock.wait(pauseMs);
    this.#pausing = false;
    this.#startWaiting();
  }
}
