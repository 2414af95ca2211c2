import type { Memento } from 'vscode';
import type { TokenType } from '../api/tokens.ts';
import { isTokenType } from './storedToken.ts';

const KEY = 'tokenTypesOfRoles';
const MOST = 200;

interface Learned {
  readonly connectionId: string;
  readonly roleId: string;
  readonly type: TokenType;
}

/**
 * Which type of token the members of a role have. The service tells roles apart by opaque ids only, so this is learned:
 * what worked for a role on a connection is remembered.
 */
export class LearnedTypes {
  readonly #memento: Memento;
  readonly #isConnection: (id: string) => boolean;

  /** @param isConnection what was learned for a connection that is gone is dropped */
  constructor(memento: Memento, isConnection: (id: string) => boolean) {
    this.#memento = memento;
    this.#isConnection = isConnection;
  }

  typeOf(connectionId: string, roleId: string | undefined): TokenType | undefined {
    return this.#all().find((each) => each.connectionId === connectionId && each.roleId === roleId)?.type;
  }

  async learn(connectionId: string, roleId: string | undefined, type: TokenType): Promise<void> {
    if (roleId === undefined || this.typeOf(connectionId, roleId) === type) return;
    const others = this.#all().filter(
      (each) =>
        this.#isConnection(each.connectionId) &&
        !(each.connectionId === connectionId && each.roleId === roleId),
    );
    await this.#memento.update(KEY, [...others, { connectionId, roleId, type }].slice(-MOST));
  }

  async clear(): Promise<void> {
    await this.#memento.update(KEY, undefined);
  }

  #all(): readonly Learned[] {
    const stored = this.#memento.get<unknown>(KEY);
    return Array.isArray(stored) ? stored.flatMap((each) => readLearned(each) ?? []) : [];
  }
}

function readLearned(stored: unknown): Learned | undefined {
  const { connectionId, roleId, type } = (stored ?? {}) as Record<string, unknown>;
  if (typeof connectionId !== 'string' || typeof roleId !== 'string' || !isTokenType(type)) return undefined;
  return { connectionId, roleId, type };
}
