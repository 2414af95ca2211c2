import { setTimeout as after } from 'node:timers/promises';

/** Time, passed in: tests bring one that does not keep anybody waiting. */
export interface Clock {
  /** Milliseconds since 1970, as a server's dates count. */
  now(): number;
  /** Milliseconds that nobody sets back, for how long something takes. */
  elapsed(): number;
  /** @throws the signal's reason when it is aborted first */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  async wait(milliseconds, signal) {
    try {
      await after(milliseconds, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
