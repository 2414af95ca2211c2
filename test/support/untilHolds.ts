import { setTimeout as wait } from 'node:timers/promises';

/** Waits until a check passes, for so many milliseconds. @throws what it throws at last */
export async function untilHolds(patienceMs: number, check: () => void): Promise<void> {
  const end = performance.now() + patienceMs;
  for (let pause = 2; ; pause = Math.min(200, pause * 2)) {
    try {
      check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await wait(pause);
  }
}
