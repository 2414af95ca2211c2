import type { TokenType } from '../../src/api/tokens.ts';
import { DEFAULT_CHOICES, type Connection } from '../../src/connections/connection.ts';

export interface ModelConnection {
  readonly connection: Connection;
  /** Which emulator it leads to. */
  readonly host: number;
  readonly key: string;
  readonly keyIsRight: boolean;
}

export interface ModelToken {
  readonly id: string;
  readonly connectionId: string;
  readonly userId: string;
  readonly type: TokenType;
  readonly value: string;
}

type Owned = Pick<ModelToken, 'connectionId' | 'userId' | 'type'>;

/** What a user who did all this expects to find: connections, saved tokens, the clipboard. */
export class Model {
  #connections: readonly ModelConnection[] = [];
  #tokens: readonly ModelToken[] = [];
  #chosen: string | undefined;
  #made = 0;
  /** What the clipboard holds, and whether it is one of ours, to be taken back. */
  clipboard: { readonly text: string; readonly isOurs: boolean } = { text: 'a shopping list', isOurs: false };

  get connections(): readonly ModelConnection[] {
    return this.#connections;
  }

  get tokens(): readonly ModelToken[] {
    return this.#tokens;
  }

  /** The connection in use: the one chosen, else the first. */
  get active(): ModelConnection | undefined {
    return this.#connections.find(({ connection }) => connection.id === this.#chosen) ?? this.#connections[0];
  }

  /** One of them by any number. */
  pick(number: number): ModelConnection | undefined {
    return this.#connections[number % Math.max(1, this.#connections.length)];
  }

  newConnection(origin: string): Connection {
    this.#made += 1;
    const id = `connection-${this.#made}`;
    return { ...DEFAULT_CHOICES, id, name: `Agency ${this.#made}`, origin, kind: 'remote' };
  }

  added(connection: ModelConnection): void {
    this.#connections = [...this.#connections, connection];
    this.#chosen = connection.connection.id;
  }

  changed(id: string, change: Partial<ModelConnection>): void {
    this.#connections = this.#connections.map((each) =>
      each.connection.id === id ? { ...each, ...change } : each,
    );
  }

  chose(id: string): void {
    this.#chosen = id;
  }

  /** With a connection go its tokens. */
  removed(id: string): void {
    this.#connections = this.#connections.filter(({ connection }) => connection.id !== id);
    this.#tokens = this.#tokens.filter(({ connectionId }) => connectionId !== id);
    if (this.#chosen === id) this.#chosen = undefined;
  }

  /** One is kept of each user and type. */
  saved(token: ModelToken): void {
    this.#tokens = [...this.#tokens.filter((each) => !isSame(each, token)), token];
  }

  forgot(id: string): void {
    this.#tokens = this.#tokens.filter((token) => token.id !== id);
  }
}

function isSame(a: Owned, b: Owned): boolean {
  return a.connectionId === b.connectionId && a.userId === b.userId && a.type === b.type;
}
