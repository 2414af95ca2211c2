import type { Memento, SecretStorage } from 'vscode';
import { listSecrets, writeSecret } from './secrets.ts';

const CANARY = 'partnerConsole.canary';
const MEMORY = 'secretsCanary';

/**
 * What became of the secrets of earlier sessions: `sessionOnly`, VS Code never kept one for longer than it ran; `gone`,
 * it did, and all have vanished; `unreadable`, they are there and cannot be decrypted.
 */
export type KeyringHealth = 'kept' | 'sessionOnly' | 'gone' | 'unreadable';

/**
 * Notices that VS Code lost secrets, which it does not say: a secret of no worth names the session that wrote it, and
 * a memento knows that it was written and whether a later session has seen it.
 */
export class Keyring {
  readonly #memento: Memento;
  readonly #secrets: SecretStorage;
  readonly #session: string;
  #checking: Promise<KeyringHealth> | undefined;
  #health: KeyringHealth = 'kept';

  /** `session` names one run of VS Code: it must be another after a restart. */
  constructor(memento: Memento, secrets: SecretStorage, session: string) {
    this.#memento = memento;
    this.#secrets = secrets;
    this.#session = session;
  }

  /** As of the last check. */
  get health(): KeyringHealth {
    return this.#health;
  }

  /** Looks once, and must be asked before any other secret is read: VS Code deletes what it cannot decrypt. */
  check(): Promise<KeyringHealth> {
    this.#checking ??= this.#check().then((health) => (this.#health = health));
    return this.#checking;
  }

  async #check(): Promise<KeyringHealth> {
    const listed = await listSecrets(this.#secrets);
    let canary: string | undefined;
    try {
      canary = await this.#secrets.get(CANARY);
    } catch {
      return 'unreadable';
    }
    const memory = this.#memento.get<{ readonly survived?: unknown }>(MEMORY);
    const survived = memory?.survived === true;
    if (canary !== undefined) {
      if (!survived && canary !== this.#session) await this.#memento.update(MEMORY, { survived: true });
      return 'kept';
    }
    const health = memory ? whatBecame(listed, survived) : 'kept';
    try {
      await writeSecret(this.#secrets, CANARY, this.#session);
      await this.#memento.update(MEMORY, { survived: false });
    } catch {
      // Whoever saves a secret is told that it was not kept.
    }
    return health;
  }
}

function whatBecame(listed: readonly string[] | undefined, survived: boolean): KeyringHealth {
  if (listed?.includes(CANARY)) return 'unreadable';
  // Others are there: this one was lost alone, which says nothing of them.
  if (listed && listed.length > 0) return 'kept';
  return survived ? 'gone' : 'sessionOnly';
}
