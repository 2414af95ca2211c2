import type { SecretStorage } from 'vscode';
import { listSecrets, writeSecret } from '../platform/secrets.ts';
import { forgottenEntry, tokenEntry, tokenIdOf } from './tokenEntries.ts';
import { MARK_LASTS, type ForgottenTokens } from './forgottenTokens.ts';
import { readStoredToken, type Described } from './storedToken.ts';

/** What the secret storage says of a token. `lost`: neither a value nor a word that it was forgotten. */
export type Finding = Described | 'lost' | 'forgotten';

/**
 * Saved tokens in the secret storage: each value with a copy of its row, and, once it was forgotten, a mark that says
 * so and beats the value; a copy of the mark is in a memento. See docs/decisions/0005.
 */
export class TokenSecrets {
  readonly #secrets: SecretStorage;
  readonly #forgotten: ForgottenTokens;

  constructor(secrets: SecretStorage, forgotten: ForgottenTokens) {
    this.#secrets = secrets;
    this.#forgotten = forgotten;
  }

  /** @throws UserError when the secret storage did not keep it */
  async write(row: Described, value: string): Promise<void> {
    await writeSecret(this.#secrets, tokenEntry(row.id), JSON.stringify({ ...row, value }));
  }

  /** Undefined when the secret storage lost it. */
  async readValue(id: string): Promise<string | undefined> {
    return valueIn(await this.#secrets.get(tokenEntry(id)));
  }

  /** Marks it as forgotten, which holds from then on, and deletes its value. */
  async forget(id: string): Promise<void> {
    await this.#secrets.store(forgottenEntry(id), new Date().toISOString());
    await this.#secrets.delete(tokenEntry(id));
  }

  async isForgotten(id: string): Promise<boolean> {
    return this.#forgotten.has(id) || (await this.#secrets.get(forgottenEntry(id))) !== undefined;
  }

  async deleteValue(id: string): Promise<void> {
    await this.#secrets.delete(tokenEntry(id));
  }

  /** Deletes value and mark. */
  async delete(id: string): Promise<void> {
    await this.deleteValue(id);
    await this.#secrets.delete(forgottenEntry(id));
  }

  /** Every token of which there is anything, and each of `known`. Finishes on the way what was being forgotten. */
  async lookAtAll(known: readonly string[]): Promise<ReadonlyMap<string, Finding>> {
    const listed = (await listSecrets(this.#secrets)) ?? [];
    const ids = new Set([...known, ...listed.flatMap((entry) => tokenIdOf(entry) ?? [])]);
    const found = await Promise.all([...ids].map(async (id) => [id, await this.lookAt(id)] as const));
    for (const [id, finding] of found) {
      if (finding !== 'forgotten') continue;
      if (listed.includes(tokenEntry(id))) await this.deleteValue(id);
      if (!known.includes(id)) await this.#deleteOldMark(id);
    }
    return new Map(found.flatMap(([id, finding]) => (finding ? [[id, finding] as const] : [])));
  }

  /** Undefined for a value that does not tell whose it is, and where reading failed, which says nothing. */
  async lookAt(id: string): Promise<Finding | undefined> {
    try {
      if (await this.isForgotten(id)) return 'forgotten';
      const record = await this.#secrets.get(tokenEntry(id));
      if (valueIn(record) === undefined) return 'lost';
      const row = readStoredToken(parse(record));
      return row?.id === id ? row : undefined;
    } catch {
      return undefined;
    }
  }

  async #deleteOldMark(id: string): Promise<void> {
    const since = Date.parse((await this.#secrets.get(forgottenEntry(id))) ?? '');
    if (Date.now() - since > MARK_LASTS) await this.#secrets.delete(forgottenEntry(id));
  }
}

function valueIn(record: string | undefined): string | undefined {
  const { value } = (parse(record) ?? {}) as { value?: unknown };
  return typeof value === 'string' ? value : undefined;
}

function parse(record: string | undefined): unknown {
  try {
    return JSON.parse(record ?? '');
  } catch {
    return undefined;
  }
}
