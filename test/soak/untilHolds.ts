import { setTimeout as wait } from 'node:timers/promises';

/** For so long, in milliseconds: a socket closes when its other end says so, and garbage goes when it is collected. */
const PATIENCE_MS = 5_000;

/** Waits until a check passes. @throws what it throws at last */
export async function untilHolds(check: () => void): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await wait(5);
  }
}
