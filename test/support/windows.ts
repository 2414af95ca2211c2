import type { Memento, SecretStorage, SecretStorageChangeEvent } from 'vscode';
import { Emitter } from '../../src/base/event.ts';

/** Ends at some later moment, in any order with others that wait. */
export type Turn = () => Promise<void>;

/** What one window has of the storage that all windows share. */
export interface WindowStorage {
  readonly secrets: SecretStorage;
  readonly memento: Memento;
  /** Takes over what other windows have written to the memento; without it this window never hears of it. */
  hear(): void;
  close(): void;
}

/**
 * The storage of a desktop VS Code with several windows. Secrets: one store for all, last write wins, no
 * compare-and-swap; each write is told to every window some time later, to some twice, and now and then one is told
 * that did not happen. Memento: each window has a copy, and writes all of it over what is there.
 */
export class SharedStorage {
  readonly #turn: Turn;
  readonly #secrets = new Map<string, string>();
  readonly #windows = new Set<Emitter<SecretStorageChangeEvent>>();
  #memento = '{}';
  #told = 0;

  constructor(turn: Turn) {
    this.#turn = turn;
  }

  open(): WindowStorage {
    let copy = this.#readMemento();
    const changed = new Emitter<SecretStorageChangeEvent>();
    this.#windows.add(changed);
    const write = async (key: string, change: () => void): Promise<void> => {
      await this.#turn();
      change();
      this.#tell(key);
      await this.#turn();
    };
    return {
      secrets: {
        onDidChange: changed.event as SecretStorage['onDidChange'],
        keys: () => this.#read(() => [...this.#secrets.keys()]),
        get: (key) => this.#read(() => this.#secrets.get(key)),
        store: (key, value) => write(key, () => this.#secrets.set(key, value)),
        delete: (key) => write(key, () => this.#secrets.delete(key)),
      },
      memento: {
        keys: () => Object.keys(copy),
        get: <T>(key: string, fallback?: T) => (key in copy ? (structuredClone(copy[key]) as T) : fallback),
        update: async (key: string, value: unknown) => {
          copy[key] = structuredClone(value);
          await this.#turn();
          this.#memento = JSON.stringify(copy);
        },
      },
      hear: () => {
        copy = this.#readMemento();
      },
      close: () => {
        this.#windows.delete(changed);
        changed.dispose();
      },
    };
  }

  #readMemento(): Record<string, unknown> {
    return JSON.parse(this.#memento) as Record<string, unknown>;
  }

  async #read<T>(value: () => T): Promise<T> {
    await this.#turn();
    const read = value();
    await this.#turn();
    return read;
  }

  #tell(key: string): void {
    for (const window of this.#windows) {
      this.#told += 1;
      const heard = [
        key,
        ...(this.#told % 3 === 0 ? [key] : []),
        ...(this.#told % 7 === 0 ? [this.#any()] : []),
      ];
      for (const each of heard) {
        void this.#turn().then(() => {
          window.fire({ key: each });
        });
      }
    }
  }

  #any(): string {
    return [...this.#secrets.keys()][this.#told % Math.max(1, this.#secrets.size)] ?? 'none';
  }
}
