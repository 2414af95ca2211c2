import assert from 'node:assert/strict';
import { untilHolds } from './untilHolds.ts';
import type { World } from './world.ts';

/** Both ends of a connection are in this process, and a session has six connections at most. */
const MOST_SOCKETS = 2 * 6;

/** What a window may hold on to once nothing is under way, and that nothing of it is left once it is closed. */
export class Leaks {
  readonly #before = resources();
  readonly #listeners: string;
  readonly #atStorage: string;

  constructor({ window, storage }: World) {
    this.#listeners = window.listeners;
    this.#atStorage = [...storage.listeners].join();
  }

  async check({ window, storage }: World): Promise<void> {
    assert.equal(window.listeners, this.#listeners, 'listeners of the window');
    assert.equal([...storage.listeners].join(), this.#atStorage, 'listeners of the secret storage');
    await untilHolds(() => {
      const now = resources();
      assert.ok(now.sockets <= this.#before.sockets + MOST_SOCKETS, `${now.sockets} sockets`);
      assert.ok(now.timers <= this.#before.timers, `${now.timers} timers`);
    });
  }

  /** After the window was closed. */
  async checkEnd({ storage }: World): Promise<void> {
    assert.deepEqual(new Set(storage.listeners.values()), new Set([0]), 'listeners of the secret storage');
    await untilHolds(() => {
      assert.deepEqual(resources(), this.#before);
    });
  }
}

function resources(): { readonly sockets: number; readonly timers: number } {
  const active = process.getActiveResourcesInfo();
  const count = (name: string): number => active.filter((each) => each === name).length;
  return { sockets: count('TCPSocketWrap'), timers: count('Timeout') };
}
