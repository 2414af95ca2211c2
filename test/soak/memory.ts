import assert from 'node:assert/strict';
import { collectGarbage } from '../../bench/garbage.ts';
import { untilHolds } from '../support/untilHolds.ts';

/** So often the bytes in use are looked at, over all actions. */
const SAMPLES = 40;
/** The HTTP library lets go of a closed connection within seconds: in milliseconds. */
const PATIENCE_MS = 15_000;

/** What code takes that is compiled late, in bytes. A KiB for each of 10,000 actions would be twice as much. */
const MOST_GROWTH = 5 * 2 ** 20;

/** What is in use while all is quiet, and what of it should have been let go. */
export class Memory {
  readonly #every: number;
  readonly #samples: number[] = [];
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
    this.#samples.push(collectGarbage());
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

  /** Compares the least that was in use soon after the first tenth with the least near the end. */
  checkFlat(): void {
    const sizes = this.#samples;
    const quarter = Math.floor(sizes.length / 4);
    const warm = Math.floor(sizes.length / 10);
    const grown = Math.min(...sizes.slice(-quarter)) - Math.min(...sizes.slice(warm, warm + quarter));
    assert.ok(grown <= MOST_GROWTH, `${(grown / 2 ** 20).toFixed(1)} MiB more are in use at the end`);
  }
}
