import { createHmac, randomBytes } from 'node:crypto';
import type { Memento, SecretStorage } from 'vscode';
import { writeSecret } from '../platform/secrets.ts';

const ROWS = 'ignoredLeaks';
const KEY_ENTRY = 'partnerConsole.ignoredLeaksKey';

/**
 * Credentials that the user wants to hear no more of, each in one file. A workspace remembers them by fingerprints
 * whose key is in the secret storage; where that is lost, the warnings come back.
 *
 * Not a comment on the line: many files that get a token pasted into them, such as JSON, have none, and
 * whoever reads the file next should be warned again.
 */
export class IgnoredLeaks {
  readonly #memento: Memento;
  readonly #secrets: SecretStorage;

  constructor(memento: Memento, secrets: SecretStorage) {
    this.#memento = memento;
    this.#secrets = secrets;
  }

  /** Tells of a file which values in it are ignored. Reads no secret unless something is. */
  async in(file: string): Promise<(value: string) => boolean> {
    const rows = this.#rows().filter((row) => row.startsWith(`${file} `));
    const key = rows.length > 0 ? await this.#secrets.get(KEY_ENTRY) : undefined;
    return (value) => key !== undefined && rows.includes(rowOf(file, value, key));
  }

  async add(file: string, value: string): Promise<void> {
    let key = await this.#secrets.get(KEY_ENTRY);
    if (key === undefined) {
      key = randomBytes(32).toString('base64');
      await writeSecret(this.#secrets, KEY_ENTRY, key);
    }
    await this.#memento.update(ROWS, [...new Set([...this.#rows(), rowOf(file, value, key)])]);
  }

  #rows(): string[] {
    const stored = this.#memento.get<unknown>(ROWS);
    return Array.isArray(stored) ? stored.filter((row) => typeof row === 'string') : [];
  }
}

function rowOf(file: string, value: string, key: string): string {
  return `${file} ${createHmac('sha256', key).update(value).digest('base64')}`;
}
