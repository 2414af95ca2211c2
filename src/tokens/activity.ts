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
  readonly #onFailure: (error: unknown) => void;

  /** `onFailure` is told where an entry cannot be written: what it tells of has been done all the same. */
  constructor(memento: Memento, isOn: () => boolean, onFailure: (error: unknown) => void) {
    this.#memento = memento;
    this.#isOn = isOn;
    this.#onFailure = onFailure;
  }

  get isOn(): boolean {
    return this.#isOn();
  }

  /** The oldest first. */
  get entries(): readonly ActivityEntry[] {
    const stored = this.#memento.get<unknown>(KEY);
    return Array.isArray(stored) ? stored.flatMap((each) => readEntry(each) ?? []) : [];
  }

  /** Never rejects. */
  async record(deed: Deed, ...subjects: readonly TokenSubject[]): Promise<void> {
    if (subjects.length === 0) return;
    const at = new Date().toISOString();
    const added = subjects.map(({ connectionId, userId, type }): ActivityEntry => ({
      ...{ at, deed, connectionId, userId, type },
    }));
    try {
      if (this.#isOn()) await this.#memento.update(KEY, [...this.entries, ...added].slice(-MOST));
    } catch (error) {
      this.#onFailure(error);
    }
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
