import type { Memento } from 'vscode';
import type { TokenType } from '../api/tokens.ts';
import { isTokenType } from './storedToken.ts';

const KEY = 'tokenActivity';
const MOST = 500;

const DEEDS = ['fetched', 'saved', 'copied', 'written', 'handed over', 'verified', 'forgotten'] as const;
/** What was done with a token: `written` to a file, `handed over` to a terminal. */
export type Deed = (typeof DEEDS)[number];

/** Whose token: ids only. */
export interface TokenSubject {
  readonly connectionId: string;
  readonly userId: string;
  readonly type: TokenType;
}

export interface ActivityEntry extends TokenSubject {
  readonly deed: Deed;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * What was done with tokens on this computer, by ids and never by values. Kept in a memento, so of two windows that
 * write at once the later one's copy stays; the oldest entries make room for new ones.
 */
export class Activity {
  readonly #memento: Memento;
  readonly #isOn: () => boolean;

  constructor(memento: Memento, isOn: () => boolean) {
    this.#memento = memento;
    this.#isOn = isOn;
  }

  get isOn(): boolean {
    return this.#isOn();
  }

  /** The oldest first. */
  get entries(): readonly ActivityEntry[] {
    const stored = this.#memento.get<unknown>(KEY);
    return Array.isArray(stored) ? stored.flatMap((each) => readEntry(each) ?? []) : [];
  }

  async record(deed: Deed, subject: TokenSubject): Promise<void> {
    if (!this.#isOn()) return;
    const { connectionId, userId, type } = subject;
    const entry: ActivityEntry = { at: new Date().toISOString(), deed, connectionId, userId, type };
    const entries = [...this.entries, entry];
    await this.#memento.update(KEY, entries.slice(-MOST));
  }

  async clear(): Promise<void> {
    await this.#memento.update(KEY, undefined);
  }
}

/** Made of named fields only, so that nothing else that was stored can come along. */
function readEntry(stored: unknown): ActivityEntry | undefined {
  const { at, deed, connectionId, userId, type } = (stored ?? {}) as Record<string, unknown>;
  const known = DEEDS.find((each) => each === deed);
  if (!known || typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
  if (typeof connectionId !== 'string' || typeof userId !== 'string' || !isTokenType(type)) return undefined;
  return { at, deed: known, connectionId, userId, type };
}
