import { setTimeout as wait } from 'node:timers/promises';
import { createHmac, randomBytes } from 'node:crypto';
import type { Memento, SecretStorage } from 'vscode';
import { writeSecret } from '../platform/secrets.ts';

const KEY_ENTRY = 'partnerConsole.fingerprintKey';
const STORED = 'tokenFingerprints.';
/** Bytes of a fingerprint: enough that no two tokens of a customer have the same. */
const BYTES = 12;

interface Stored {
  /** Which key they were made with: those of another one say nothing. */
  readonly key: string;
  readonly of: Record<string, string>;
}

/** Milliseconds in which what is new is collected before it is written. */
const COLLECTING = 500;

/** Recognizes a customer's token that was fetched before, without keeping it. */
export interface TokenMemory {
  /** True if this customer had another token the last time. */
  isAnother(connectionId: string, customerId: string, token: string): Promise<boolean>;
}

/**
 * Fingerprints of the customers' tokens of each connection, to see whether fetching one replaces it, which is UNKNOWN.
 * Keyed with a random key of this installation, which is in the secret storage: without it they say nothing about a
 * token, nor whether two accounts have the same.
 */
export class TokenFingerprints implements TokenMemory {
  readonly #collect: () => Promise<unknown>;
  readonly #memento: Memento;
  readonly #secrets: SecretStorage;
  readonly #known = new Map<string, Stored>();
  readonly #writing = new Set<string>();
  #key: Promise<{ readonly id: string; readonly secret: string }> | undefined;

  /** `collect` is waited for before what is new is written. */
  constructor(
    memento: Memento,
    secrets: SecretStorage,
    collect: () => Promise<unknown> = () => wait(COLLECTING, undefined, { ref: false }),
  ) {
    this.#collect = collect;
    this.#memento = memento;
    this.#secrets = secrets;
  }

  async isAnother(connectionId: string, customerId: string, token: string): Promise<boolean> {
    const { id, secret } = await this.#readKey();
    let known = this.#known.get(connectionId) ?? read(this.#memento.get(STORED + connectionId));
    if (known?.key !== id) known = { key: id, of: {} };
    this.#known.set(connectionId, known);
    const fingerprint = createHmac('sha256', secret)
      .update(`${connectionId}\n${customerId}\n${token}`)
      .digest('base64url')
      .slice(0, (BYTES * 4) / 3);
    const before = Object.hasOwn(known.of, customerId) ? known.of[customerId] : undefined;
    if (before === fingerprint) return false;
    known.of[customerId] = fingerprint;
    void this.#write(connectionId);
    return before !== undefined;
  }

  async forget(connectionId: string): Promise<void> {
    this.#known.delete(connectionId);
    await this.#memento.update(STORED + connectionId, undefined);
  }

  /** Many tokens of a connection are read one after the other: they are written together. */
  async #write(connectionId: string): Promise<void> {
    if (this.#writing.has(connectionId)) return;
    this.#writing.add(connectionId);
    await this.#collect();
    this.#writing.delete(connectionId);
    const known = this.#known.get(connectionId);
    // What cannot be written is known until this window ends.
    if (known)
      await Promise.resolve(this.#memento.update(STORED + connectionId, known)).catch(() => undefined);
  }

  #readKey(): Promise<{ readonly id: string; readonly secret: string }> {
    this.#key ??= (async () => {
      const stored = await this.#secrets.get(KEY_ENTRY);
      if (stored === undefined)
        await writeSecret(this.#secrets, KEY_ENTRY, randomBytes(32).toString('base64url'));
      const secret = stored ?? (await this.#secrets.get(KEY_ENTRY)) ?? '';
      return { id: createHmac('sha256', secret).update('id').digest('base64url').slice(0, 8), secret };
    })();
    this.#key.catch(() => (this.#key = undefined));
    return this.#key;
  }
}

function read(value: unknown): Stored | undefined {
  const { key, of } = (value ?? {}) as Partial<Record<keyof Stored, unknown>>;
  if (typeof key !== 'string' || typeof of !== 'object' || of === null) return undefined;
  const fingerprints = Object.entries(of).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { key, of: Object.fromEntries(fingerprints) };
}
