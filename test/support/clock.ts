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

/** A clock that stands still until the test lets time pass. */
export class HandClock implements Clock {
  #now = 0;
  readonly #waiting = new Set<{ readonly until: number; readonly done: () => void }>();

  now = (): number => this.#now;
  elapsed = (): number => this.#now;

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.delete(waiting);
        reject(new DOMException('aborted', 'AbortError'));
      };
      const done = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const waiting = { until: this.#now + milliseconds, done };
      this.#waiting.add(waiting);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      this.#now += 1000;
      for (const waiting of [...this.#waiting].filter(({ until }) => until <= this.#now)) {
        this.#waiting.delete(waiting);
        waiting.done();
      }
      await turn();
      await turn();
    }
  }
}
