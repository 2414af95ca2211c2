import assert from 'node:assert/strict';
import { collectGarbage } from '../../bench/garbage.ts';
import { untilHolds } from './untilHolds.ts';

/** So often the memory is looked at, over all actions. */
const SAMPLES = 40;
/** The HTTP library lets go of a closed connection within seconds: in milliseconds. */
const PATIENCE_MS = 15_000;

/** What is in use while all is quiet, and what of it should have been let go. */
export class Memory {
  readonly #every: number;
  readonly #samples: { readonly actions: number; readonly bytes: number }[] = [];
  readonly #ended = new Set<WeakRef<object>>();
  #next = 0;

  constructor(actions: number) {
    this.#every = actions / SAMPLES;
  }

  /** Takes note of what something will not be used any more after its window has closed. */
  expectEnd(object: object): void {
    this.#ended.add(new WeakRef(object));
  }

  sample(actions: number): void {
    if (actions < this.#next) return;
    this.#next = actions + this.#every;
    this.#samples.push({ actions, bytes: collectGarbage() });
  }

  /** After everything was closed and let go. */
  async checkForgotten(): Promise<void> {
    await untilHolds(PATIENCE_MS, () => {
      // What was looked at in a turn of the loop is held until its end.
      collectGarbage();
      const held = [...this.#ended].flatMap((ref) => ref.deref()?.constructor.name ?? []);
      const names = [...new Set(held)].join(', ');
      assert.equal(held.length, 0, `${held.length} are still held by something: ${names}`);
    });
    this.#ended.clear();
  }

  get report(): string {
    return this.#samples
      .map(({ actions, bytes }) => `${actions}:${(bytes / 1e6).toFixed(2)}`)
      .join(' ');
  }
}
