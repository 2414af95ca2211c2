import type { Clock } from '../api/clock.ts';

/** How far a reading of all teams is, and how long it will go on as it has gone so far. */
export class ReadingProgress {
  readonly #clock: Clock;
  /** Customers that were read or passed over. */
  read = 0;
  /** Customers that are known. */
  known = 0;
  /** Whether those are all. */
  listed = false;
  /** Milliseconds of reading before the last pause, and when it was taken up again. */
  #workedMs = 0;
  #sinceMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.goOn();
  }

  goOn(): void {
    this.#sinceMs = this.#clock.elapsed();
  }

  pause(): void {
    this.#workedMs = this.#worked();
    this.#sinceMs = undefined;
  }

  /** How many members there will be, judged by the `soFar` of the customers that were read. */
  expected(soFar: number): number | undefined {
    if (!this.listed || this.read === 0) return undefined;
    return Math.round((soFar / this.read) * this.known);
  }

  /** In milliseconds; undefined while the customers are not all known. */
  get leftMs(): number | undefined {
    if (!this.listed || this.read === 0) return undefined;
    return (this.#worked() / this.read) * (this.known - this.read);
  }

  #worked(): number {
    return this.#workedMs + (this.#sinceMs === undefined ? 0 : this.#clock.elapsed() - this.#sinceMs);
  }
}
