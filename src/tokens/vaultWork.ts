import { randomUUID } from 'node:crypto';
import type { Memento, SecretStorage } from 'vscode';
import { listSecrets } from '../platform/secrets.ts';
import { ForgottenTokens } from './forgottenTokens.ts';
import { sameOwner, type Described, type StoredToken } from './storedToken.ts';
import { tokenIdOf } from './tokenEntries.ts';
import { TokenSecrets, type Finding } from './tokenSecrets.ts';

/** The rows of saved tokens as a window has them. */
export interface VaultRows {
  readonly all: () => readonly StoredToken[];
  /** Writes the rows, and tells of it. */
  readonly write: (rows: readonly StoredToken[] | undefined) => Promise<void>;
  /** Ids of rows whose value is not there, as of the last look. */
  readonly lost: Set<string>;
  /** Tells that `lost` is another. */
  readonly lostChanged: () => void;
}

/** What takes the secret storage, in steps of which any may be the last. Never two of these at once. */
export class VaultWork {
  readonly #rows: VaultRows;
  readonly #storage: SecretStorage;
  readonly #secrets: TokenSecrets;
  readonly #forgotten: ForgottenTokens;

  constructor(rows: VaultRows, storage: SecretStorage, memento: Memento) {
    this.#rows = rows;
    this.#storage = storage;
    this.#forgotten = new ForgottenTokens(memento);
    this.#secrets = new TokenSecrets(storage, this.#forgotten);
  }

  readValue(id: string): Promise<string | undefined> {
    return this.#secrets.readValue(id);
  }

  /** The secret first, then its row: a value without a row tells whose it is, and comes back. */
  async save(described: Omit<Described, 'id'>, value: string): Promise<StoredToken> {
    // Two windows may each have saved one of the same user. They keep the same of the two, or each might forget the other's.
    const own = this.#rows.all().filter((row) => sameOwner(row, described));
    const [replaced, ...doubles] = own.sort((a, b) => (a.id < b.id ? -1 : 1));
    const same = replaced && (await this.#secrets.readValue(replaced.id)) === value;
    let row: Described = { ...described, id: replaced?.id ?? randomUUID() };
    await this.#secrets.write(row, value);
    if (replaced && (await this.#secrets.isForgotten(row.id))) {
      // In another window; what is saved now was not meant by that.
      await this.#secrets.deleteValue(row.id);
      row = { ...row, id: randomUUID() };
      await this.#secrets.write(row, value);
    }
    for (const { id } of doubles) await this.#secrets.forget(id);
    const gone = new Set([replaced, ...doubles].map((each) => each?.id));
    this.#rows.lost.delete(row.id);
    const others = this.#rows.all().filter(({ id }) => !gone.has(id));
    const kept: StoredToken = same ? { ...replaced, ...row } : row;
    await this.#rows.write([...others, kept]);
    return kept;
  }

  /** The marks first: what has one is forgotten from then on, whatever else is not done yet. Told of once. */
  async forget(ids: readonly string[]): Promise<void> {
    const forgotten = new Set<string>();
    try {
      for (const id of ids) {
        await this.#secrets.forget(id);
        forgotten.add(id);
        this.#rows.lost.delete(id);
      }
    } finally {
      if (forgotten.size > 0) {
        await this.#rows.write(this.#rows.all().filter(({ id }) => !forgotten.has(id)));
        await this.#forgotten.add(forgotten);
      }
    }
  }

  async deleteAll(): Promise<void> {
    const listed = (await listSecrets(this.#storage)) ?? [];
    const ids = [...this.#rows.all().map(({ id }) => id), ...listed.flatMap((each) => tokenIdOf(each) ?? [])];
    this.#rows.lost.clear();
    await this.#rows.write(undefined);
    await this.#forgotten.clear();
    for (const id of new Set(ids)) await this.#secrets.delete(id);
  }

  async lookAtAll(): Promise<void> {
    await this.#take(await this.#secrets.lookAtAll(this.#rows.all().map(({ id }) => id)));
  }

  async lookAt(id: string): Promise<void> {
    const finding = await this.#secrets.lookAt(id);
    if (finding) await this.#take(new Map([[id, finding]]));
  }

  /** Makes the rows agree with what the secret storage says; tells of it where that changed anything. */
  async #take(findings: ReadonlyMap<string, Finding>): Promise<void> {
    const { lost } = this.#rows;
    const before = this.#rows.all();
    const lostBefore = [...lost].join();
    const rows = before.flatMap((row): StoredToken[] => {
      const finding = findings.get(row.id);
      if (finding === 'lost') lost.add(row.id);
      else if (finding) lost.delete(row.id);
      if (finding === 'forgotten') return [];
      if (finding === undefined || finding === 'lost') return [row];
      // What is remembered of its use was of another value if it was saved anew.
      return [finding.savedAt === row.savedAt ? { ...row, ...finding } : finding];
    });
    const known = new Set(before.map(({ id }) => id));
    for (const [id, finding] of findings) {
      if (!known.has(id) && typeof finding === 'object') rows.push(finding);
    }
    if (JSON.stringify(rows) !== JSON.stringify(before)) await this.#rows.write(rows);
    else if ([...lost].join() !== lostBefore) this.#rows.lostChanged();
  }
}
