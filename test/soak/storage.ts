import { setImmediate as turn } from 'node:timers/promises';
import type { Memento, SecretStorage } from 'vscode';
import { memoryMemento } from '../support/memento.ts';
import { MemorySecretStorage } from '../support/secretStorage.ts';
import { countListeners } from './listeners.ts';

/** How long the secret storage takes, in turns of the loop: long enough for much to happen meanwhile. */
const TURNS = 4;

/** What outlives a window: the mementos and the secret storage, which takes a moment for all it does. */
export class Storage {
  readonly globalState: Memento = memoryMemento();
  readonly workspaceState: Memento = memoryMemento();
  readonly #kept = new MemorySecretStorage();
  readonly secrets: SecretStorage;
  readonly listeners: ReadonlyMap<string, number>;

  constructor() {
    const kept = this.#kept;
    const slowly = async <T>(work: () => Promise<T>): Promise<T> => {
      for (let turns = 0; turns < TURNS; turns += 1) await turn();
      return work();
    };
    this.secrets = {
      onDidChange: kept.onDidChange,
      keys: () => slowly(() => kept.keys()),
      get: (key) => slowly(() => kept.get(key)),
      store: (key, value) => slowly(() => kept.store(key, value)),
      delete: (key) => slowly(() => kept.delete(key)),
    };
    this.listeners = countListeners(this.secrets);
  }

  /** All that is kept in clear, as text. */
  get inClear(): string {
    return JSON.stringify(
      [this.globalState, this.workspaceState].map((memento) =>
        memento.keys().map((key) => memento.get<unknown>(key)),
      ),
    );
  }

  /** Which entries the secret storage has, in order, without waiting. */
  async entries(): Promise<readonly string[]> {
    return (await this.#kept.keys()).sort();
  }

  /** Its own record of writes would grow for ever. */
  forgetWrites(): void {
    this.#kept.writes.length = 0;
  }
}
