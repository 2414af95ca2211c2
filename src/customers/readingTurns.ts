import type { Clock } from '../api/clock.ts';
import { isApiError } from '../api/errors.ts';

/** Milliseconds to wait where a server asks for fewer calls and does not say for how long. */
const BREATHER = 5_000;

/** When the next call of a reading may be made: not while it is paused, nor while the server asks for none. */
export class ReadingTurns {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #sleepers: (() => void)[] = [];
  #heldUntilMs = 0;
  #paused = false;

  /** `signal` ends the reading; whoever aborts it wakes those who wait. */
  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** For how long no call is made, since the server asked for that. */
  get waitMs(): number {
    return this.#heldUntilMs === 0 ? 0 : Math.max(0, this.#heldUntilMs - this.#clock.elapsed());
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.wake();
  }

  /** Whether an error asks for fewer calls; none is made then for as long as it says. */
  holdOff(error: unknown): boolean {
    if (!isApiError(error) || (error.kind !== 'rateLimited' && error.retryAfterMs === undefined))
      return false;
    const untilMs = this.#clock.elapsed() + (error.retryAfterMs ?? BREATHER);
    this.#heldUntilMs = Math.max(this.#heldUntilMs, untilMs);
    return true;
  }

  /**
   * Waits for when the next call may be made; undefined where that is at once.
   * @throws the signal's reason at the end
   */
  next(): Promise<void> | undefined {
    this.#signal.throwIfAborted();
    return this.#paused || this.waitMs > 0 ? this.#later() : undefined;
  }

  /** Until there may be something to do. */
  woken(): Promise<void> {
    // Nobody wakes what goes to sleep after the end.
    if (this.#signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.#sleepers.push(resolve));
  }

  wake(): void {
    for (const wake of this.#sleepers.splice(0)) wake();
  }

  async #later(): Promise<void> {
    while (this.#paused || this.waitMs > 0) {
      await (this.#paused ? this.woken() : this.#clock.wait(this.waitMs, this.#signal));
      this.#signal.throwIfAborted();
    }
  }
}
