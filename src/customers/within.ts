import { setTimeout as wait } from 'node:timers/promises';

/** Waits until a promise settles, but no longer than so many milliseconds. */
export async function within(milliseconds: number, promise: Promise<unknown> | undefined): Promise<void> {
  const ended = new AbortController();
  try {
    const { signal } = ended;
    await Promise.race([promise, wait(milliseconds, undefined, { signal }).catch(() => undefined)]);
  } finally {
    ended.abort();
  }
}
