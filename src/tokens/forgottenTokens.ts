import type { Memento } from 'vscode';

const FORGOTTEN = 'forgottenTokens';

/** Milliseconds after which a mark has outlived every copy of a row that it could be meant for. */
export const MARK_LASTS = 180 * 24 * 60 * 60 * 1000;

/**
 * Ids of tokens that were forgotten, with the time, in a memento: in a browser windows hear of each other's mementos
 * and not of their secrets, so a window with older secrets can bring back a value and undo the mark beside it.
 */
export class ForgottenTokens {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  has(id: string): boolean {
    return this.#all().some(([each]) => each === id);
  }

  async add(ids: Iterable<string>): Promise<void> {
    const now = new Date();
    const young = this.#all().filter(([, at]) => now.getTime() - Date.parse(at) < MARK_LASTS);
    const added = [...ids].map((id) => [id, now.toISOString()] as const);
    await this.#memento.update(FORGOTTEN, Object.fromEntries([...young, ...added]));
  }

  async clear(): Promise<void> {
    await this.#memento.update(FORGOTTEN, undefined);
  }

  #all(): [string, string][] {
    const stored = this.#memento.get<unknown>(FORGOTTEN);
    const entries: [string, unknown][] = Object.entries(stored ?? {});
    return entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  }
}
