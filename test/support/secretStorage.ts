import type { SecretStorage, SecretStorageChangeEvent } from 'vscode';
import { Emitter } from '../../src/base/event.ts';

/** A secret storage in memory; `writes` lists what was done in order, `failing` makes every write vanish. */
export class MemorySecretStorage implements SecretStorage {
  readonly #values = new Map<string, string>();
  readonly #changed = new Emitter<SecretStorageChangeEvent>();
  readonly writes: string[] = [];
  failing = false;

  readonly onDidChange = this.#changed.event as SecretStorage['onDidChange'];

  keys(): Promise<string[]> {
    return Promise.resolve([...this.#values.keys()]);
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.writes.push(`store ${key}`);
    if (!this.failing) {
      this.#values.set(key, value);
      this.#changed.fire({ key });
    }
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.writes.push(`delete ${key}`);
    this.#values.delete(key);
    this.#changed.fire({ key });
    return Promise.resolve();
  }
}
