import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Described } from '../../../src/tokens/storedToken.ts';
import { TokenVault } from '../../../src/tokens/tokenVault.ts';
import { SharedStorage, type Turn, type WindowStorage } from '../../support/windows.ts';

const ROUNDS = 200;
const USERS = ['u1', 'u2', 'u3'];

/** What a user does in a window; a number chooses whose token, or which row. */
const action = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('save' as const), fc.nat(9)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('forget' as const), fc.nat(9)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('note' as const), fc.nat(9)) },
  { weight: 1, arbitrary: fc.constant(['use', 0] as const) },
  { weight: 1, arbitrary: fc.constant(['hear', 0] as const) },
  { weight: 1, arbitrary: fc.constant(['restart', 0] as const) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;
const actions = fc.array(action, { minLength: 1, maxLength: 6 });

function described(userId: string, savedAt: string): Omit<Described, 'id'> {
  const owner = { connectionId: 'one', customerId: 'c', customerName: 'Clinic', userId, userName: userId };
  return { ...owner, email: 'ada@example.com', type: 'AGENT', active: true, savedAt };
}

class Round {
  readonly #storage: SharedStorage;
  /** The values that users were told are saved, by user; and whose were forgotten, as far as it was tried. */
  readonly saved = new Map<string, string[]>();
  readonly tried = new Set<string>();
  /** Ids of tokens of which users were told that they are forgotten. */
  readonly forgotten = new Set<string>();
  #count = 0;

  constructor(turn: Turn) {
    this.#storage = new SharedStorage(turn);
  }

  open(): { storage: WindowStorage; vault: TokenVault } {
    const storage = this.#storage.open();
    return { storage, vault: new TokenVault(storage.memento, storage.secrets) };
  }

  async save(vault: TokenVault, userId: string): Promise<void> {
    const value = `value ${(this.#count += 1)}`;
    await vault.save(described(userId, value), value);
    this.saved.set(userId, [...(this.saved.get(userId) ?? []), value]);
  }

  /** Lets a user act in a window until it is done, and returns the vault of the window's last start. */
  async use(script: readonly Action[]): Promise<TokenVault> {
    let { storage, vault } = this.open();
    for (const [what, choice] of script) {
      if (what === 'restart') {
        storage.close();
        vault.dispose();
        ({ storage, vault } = this.open());
      } else if (what === 'hear') storage.hear();
      // An action that fails reports nothing as saved or forgotten.
      else await this.#act(vault, what, choice).catch(() => undefined);
    }
    return vault;
  }

  async #act(vault: TokenVault, what: Exclude<Action[0], 'restart' | 'hear'>, choice: number): Promise<void> {
    if (what === 'use') return vault.recover();
    if (what === 'save') return this.save(vault, USERS[choice % USERS.length] ?? '');
    const rows = vault.all();
    const row = rows[choice % Math.max(1, rows.length)];
    if (!row) return;
    if (what === 'note') return vault.note(row.id, { usedAt: String(choice) });
    this.tried.add(row.userId);
    await vault.forget(row.id);
    this.forgotten.add(row.id);
  }
}

describe('saved tokens in two windows at once', () => {
  it(`are not lost once they were reported saved, nor come back once forgotten, in ${ROUNDS} rounds`, async () => {
    let forgotten = 0;
    const property = fc.asyncProperty(fc.scheduler(), actions, actions, async (scheduler, one, other) => {
      const round = new Round(() => scheduler.schedule(Promise.resolve()));
      const setUp = async (): Promise<void> => {
        const { vault, storage } = round.open();
        await round.save(vault, 'u1');
        await round.save(vault, 'u2');
        vault.dispose();
        storage.close();
      };
      await scheduler.waitFor(setUp());
      const windows = await scheduler.waitFor(Promise.all([round.use(one), round.use(other)]));
      await scheduler.waitFor(Promise.all(windows.map((window) => window.recover())));
      await scheduler.waitIdle();

      const { vault: next } = round.open();
      await scheduler.waitFor(next.recover());
      for (const row of next.all()) {
        assert.equal(round.forgotten.has(row.id), false, 'what was forgotten stays so');
        const value = await scheduler.waitFor(next.read(row.id));
        assert.equal(value, row.savedAt, 'row and value are of one saving');
      }
      for (const [userId, values] of round.saved) {
        if (round.tried.has(userId)) continue;
        const rows = next.all().filter((row) => row.userId === userId);
        assert.ok(rows.length > 0, `${userId} is there`);
        for (const { savedAt } of rows) assert.ok(values.includes(savedAt));
      }
      forgotten += round.forgotten.size;
    });
    await fc.assert(property, { numRuns: ROUNDS, seed: 6 });
    assert.ok(forgotten > ROUNDS / 4, 'enough was forgotten for it to mean something');
  }).timeout(60_000);
});
