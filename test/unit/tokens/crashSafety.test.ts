import assert from 'node:assert/strict';
import type { Described, StoredToken } from '../../../src/tokens/storedToken.ts';
import { isTokenEntry } from '../../../src/tokens/tokenEntries.ts';
import { TokenVault } from '../../../src/tokens/tokenVault.ts';
import { faultyStorage, recoversFromEachFault, type Fault } from '../../support/faultyStorage.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const one = token('u1');
const two = token('u2');

function token(userId: string, savedAt = '2026-01-01T00:00:00.000Z'): Omit<Described, 'id'> {
  const owner = { connectionId: 'one', customerId: 'c', customerName: 'Clinic', userId, userName: 'Ada' };
  return { ...owner, email: 'ada@example.com', type: 'AGENT', active: true, savedAt };
}

/** What the next start finds of the token that was worked on. */
interface Found {
  readonly reported: boolean;
  readonly row: StoredToken | undefined;
  readonly value: string | undefined;
}

interface Operation {
  /** Whether the token that is worked on is saved before. */
  readonly before: boolean;
  readonly run: (vault: TokenVault, id: string) => Promise<unknown>;
  /** What must hold afterwards, wherever it stopped. */
  readonly check: (found: Found) => void;
}

const operations: Readonly<Record<string, Operation>> = {
  save: {
    before: false,
    run: (vault) => vault.save(two, 'value of two'),
    check({ reported, row, value }) {
      if (reported) assert.ok(row);
      assert.equal(value, row && 'value of two');
    },
  },
  replace: {
    before: true,
    run: (vault) => vault.save(token('u2', '2026-02-01T00:00:00.000Z'), 'new value'),
    check({ reported, row, value }) {
      // Row and value are of one saving.
      const isNew = row?.savedAt.startsWith('2026-02');
      assert.equal(value, isNew ? 'new value' : 'value of two');
      if (reported) assert.ok(isNew);
    },
  },
  forget: {
    before: true,
    run: (vault, id) => vault.forget(id),
    check({ reported, row, value }) {
      if (reported) assert.equal(row, undefined);
      assert.equal(value, row && 'value of two');
    },
  },
  note: {
    before: true,
    run: (vault, id) => vault.note(id, { usedAt: '2026-02-01T00:00:00.000Z' }),
    check({ reported, row, value }) {
      assert.equal(value, 'value of two');
      if (reported) assert.ok(row?.usedAt);
    },
  },
};

async function findAfter({ before, run }: Operation, at: number, fault: Fault) {
  const storage = { secrets: new MemorySecretStorage(), memento: memoryMemento() };
  const first = new TokenVault(storage.memento, storage.secrets);
  const kept = await first.save(one, 'value of one');
  const workedOn = before ? await first.save(two, 'value of two') : undefined;
  first.dispose();

  const faulty = faultyStorage(storage, at, fault);
  const dying = new TokenVault(faulty.memento, faulty.secrets);
  const reported = await run(dying, workedOn?.id ?? '').then(
    () => true,
    () => false,
  );
  dying.dispose();

  const next = new TokenVault(storage.memento, storage.secrets);
  await next.recover();
  assert.deepEqual(next.all()[0], kept, 'the other token is as it was');
  assert.equal(await next.read(kept.id), 'value of one');
  for (const { id } of next.all()) {
    const hasValue = (await next.read(id)) !== undefined;
    assert.ok(hasValue || next.isLost(id), 'no row without a value that is not marked lost');
  }
  const values = (await storage.secrets.keys()).filter(isTokenEntry).length;
  assert.equal(values, next.all().length, 'no value without a row');
  const row = next.all().find(({ userId }) => userId === 'u2');
  const found: Found = { reported, row, value: row && (await next.read(row.id)) };
  next.dispose();
  return { found, reached: faulty.writes >= at };
}

describe('a process that dies at any write of a saved token', () => {
  recoversFromEachFault(operations, findAfter);
});
