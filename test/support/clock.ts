import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/api/clock.ts';

/** A clock on which waiting takes no time but counts as if it had. */
export class FakeClock implements Clock {
  /** How long each wait was to be, in milliseconds. */
  readonly waits: number[] = [];
  #now = Date.now();

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now;
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.waits.push(milliseconds);
    await turn();
    signal?.throwIfAborted();
    this.#now += milliseconds;
  }
}
