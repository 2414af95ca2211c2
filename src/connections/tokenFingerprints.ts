import { setTimeout as wait } from 'node:timers/promises';
import { hash, randomBytes } from 'node:crypto';
import type { Memento, SecretStorage } from 'vscode';
import { writeSecret } from '../platform/secrets.ts';

const KEY_ENTRY = 'partnerConsole.fingerprintKey';
const STORED = 'tokenFingerprints.';
/** Bytes of a fingerprint: enough that no two tokens of a customer have the same. */
const BYTES = 12;

interface Stored {
  /** Which key they were made with: those of another one say nothing. */
  readonly key: string;
  /** By customer. What stands here that is no fingerprint is nobody's. */
  readonly of: Record<string, unknown>;
}

interface Known extends Stored {
  /** What this window has seen: of the others, another window may know better. */
  readonly seen: Record<string, unknown>;
}

/** Milliseconds in which what is new is collected for the next write, which has those of all customers. */
const COLLECTING = 2_000;

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
  readonly #known = new Map<string, Known>();
  /** Connections of which something is new, and those that are being written. */
  readonly #unwritten = new Set<string>();
  readonly #writing = new Set<string>();
  #key: Promise<{ readonly id: string; readonly secret: string }> | undefined;

  /** `collect` is waited for between two writes. */
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
    const known = this.#known.get(connectionId) ?? {
      key: id,
      of: { ...this.#stored(connectionId, id) },
      seen: {},
    };
    this.#known.set(connectionId, known);
    const fingerprint = keyedHash(secret, `${connectionId}\n${customerId}\n${token}`, BYTES);
    const before = Object.hasOwn(known.of, customerId) ? known.of[customerId] : undefined;
    if (before === fingerprint) return false;
    known.of[customerId] = known.seen[customerId] = fingerprint;
    void this.#write(connectionId);
    return typeof before === 'string';
  }

  async forget(connectionId: string): Promise<void> {
    this.#known.delete(connectionId);
    await this.#memento.update(STORED + connectionId, undefined);
  }

  /** At once, since the window may close; of many that are read one after the other, the later ones together. */
  async #write(connectionId: string): Promise<void> {
    this.#unwritten.add(connectionId);
    if (this.#writing.has(connectionId)) return;
    this.#writing.add(connectionId);
    while (this.#unwritten.delete(connectionId)) {
      const known = this.#known.get(connectionId);
      if (known) {
        const { key, seen } = known;
        const all: Stored = { key, of: { ...this.#stored(connectionId, key), ...seen } };
        // What cannot be written is known until this window ends.
        await Promise.resolve(this.#memento.update(STORED + connectionId, all)).catch(() => undefined);
      }
      await this.#collect();
    }
    this.#writing.delete(connectionId);
  }

  /** As far as they were made with this key. */
  #stored(connectionId: string, key: string): Stored['of'] {
    const stored = this.#memento.get<Partial<Stored> | null>(STORED + connectionId);
    return stored?.key === key && typeof stored.of === 'object' ? stored.of : {};
  }

  #readKey(): Promise<{ readonly id: string; readonly secret: string }> {
    this.#key ??= (async () => {
      const stored = await this.#secrets.get(KEY_ENTRY);
      if (stored === undefined)
        await writeSecret(this.#secrets, KEY_ENTRY, randomBytes(32).toString('base64url'));
      // Another window may have made one meanwhile.
      const secret = stored ?? (await this.#secrets.get(KEY_ENTRY));
      if (!secret) throw new Error('The secret storage did not keep the key of the fingerprints.');
      return { id: keyedHash(secret, 'id', 6), secret };
    })();
    this.#key.catch(() => (this.#key = undefined));
    return this.#key;
  }
}

/**
 * The first bytes of a hash, as text. All keys are of one length, and most of the hash is left out, so nobody can go on
 * from one to that of a longer text; an HMAC object for each of thousands of customers takes four times as long.
 */
function keyedHash(key: string, text: string, bytes: number): string {
  return hash('sha256', `${key}\n${text}`, 'base64url').slice(0, (bytes * 4) / 3);
}
