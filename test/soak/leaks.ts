import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { untilHolds } from '../support/untilHolds.ts';
import type { World } from './world.ts';

/** Both ends of a connection are in this process, and a session has six connections at most. */
const MOST_SOCKETS = 2 * 6;
/**
 * A socket closes when its other end says so: for so long, in milliseconds, it is waited for. Shorter than what ends by
 * itself takes, such as a socket that nobody uses, and a call that nobody waits for.
 */
const PATIENCE_MS = 1_500;

/** What a window may hold on to once nothing is under way, and that nothing of it is left once it is closed. */
export class Leaks {
  readonly #before = resources();
  readonly #listeners: string;
  readonly #atStorage: string;
  readonly #signals = new Set<WeakRef<AbortSignal>>();
  readonly #watch: () => void;

  constructor({ window, storage }: World) {
    this.#listeners = window.listeners;
    this.#atStorage = [...storage.listeners].join();
    this.#watch = watchSignals((signal) => this.#signals.add(new WeakRef(signal)));
  }

  async check({ window, storage }: World): Promise<void> {
    assert.equal(window.listeners, this.#listeners, 'listeners of the window');
    assert.equal([...storage.listeners].join(), this.#atStorage, 'listeners of the secret storage');
    await untilHolds(PATIENCE_MS, () => {
      this.#checkResources(MOST_SOCKETS);
      this.#checkSignals(window.clipboard.state.kind === 'counting');
    });
  }

  /** After the window was closed. */
  async checkEnd({ storage }: World): Promise<void> {
    assert.deepEqual(new Set(storage.listeners.values()), new Set([0]), 'listeners of the secret storage');
    await untilHolds(PATIENCE_MS, () => {
      this.#checkResources(0);
    });
  }

  dispose(): void {
    this.#watch();
  }

  #checkResources(mostSockets: number): void {
    const { sockets, timers } = resources();
    assert.ok(sockets <= this.#before.sockets + mostSockets, `${sockets} sockets are open`);
    assert.ok(timers <= this.#before.timers, `${timers} timers run, ${this.#before.timers} before`);
  }

  /** A countdown on the clipboard may be cancelled, and nothing else. */
  #checkSignals(isCounting: boolean): void {
    const signals = new Set<AbortSignal>();
    for (const ref of this.#signals) {
      const signal = ref.deref();
      if (signal && !signal.aborted) signals.add(signal);
      else this.#signals.delete(ref);
    }
    const listeners = [...signals].flatMap((signal) => getEventListeners(signal, 'abort'));
    const names = listeners.map(({ name }) => name).join(', ');
    assert.equal(listeners.length, isCounting ? 1 : 0, `still waiting for a cancellation: ${names}`);
  }
}

function resources(): { readonly sockets: number; readonly timers: number } {
  const active = process.getActiveResourcesInfo();
  const count = (name: string): number => active.filter((each) => each === name).length;
  return { sockets: count('TCPSocketWrap'), timers: count('Timeout') };
}

/** Tells of each signal that somebody begins to listen to. Returns what ends that. */
function watchSignals(tell: (signal: AbortSignal) => void): () => void {
  const { prototype } = AbortSignal;
  prototype.addEventListener = function (
    this: AbortSignal,
    ...listen: Parameters<EventTarget['addEventListener']>
  ) {
    tell(this);
    EventTarget.prototype.addEventListener.apply(this, listen);
  };
  return () => {
    Reflect.deleteProperty(prototype, 'addEventListener');
  };
}
