import assert from 'node:assert/strict';
import type { Described } from '../../../src/tokens/storedToken.ts';
import { forgottenEntry, isTokenEntry, tokenEntry } from '../../../src/tokens/tokenEntries.ts';
import { TokenVault } from '../../../src/tokens/tokenVault.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const owned: Omit<Described, 'id'> = {
  connectionId: 'one',
  customerId: 'c1',
  customerName: 'Clinic',
  userId: 'u1',
  userName: 'Ada',
  email: 'ada@example.com',
  type: 'AGENT',
  active: true,
  savedAt: '2026-01-01T00:00:00.000Z',
};

describe('TokenVault', () => {
  let secrets: MemorySecretStorage;
  let memento: ReturnType<typeof memoryMemento>;
  let vault: TokenVault;

  beforeEach(() => {
    secrets = new MemorySecretStorage();
    memento = memoryMemento();
    vault = new TokenVault(memento, secrets);
  });

  it('keeps a value in the secret storage under an opaque id, and only there', async () => {
    const { id } = await vault.save(owned, 'token-value');
    assert.equal(await vault.read(id), 'token-value');
    assert.match(id, /^[0-9a-f-]{36}$/);
    const record = JSON.parse((await secrets.get(tokenEntry(id))) ?? '') as object;
    assert.deepEqual(record, { ...owned, id, value: 'token-value' }, 'the secret tells whose it is');
    assert.equal(JSON.stringify(memento.get('savedTokens')).includes('token-value'), false);
    assert.equal(new TokenVault(memento, secrets).has('one', 'u1'), true, 'it is there after a restart');
  });

  it('replaces the token of the same user and type, and keeps those of other types and connections', async () => {
    const first = await vault.save(owned, 'old');
    const second = await vault.save(owned, 'new');
    assert.equal(second.id, first.id);
    assert.equal(await vault.read(first.id), 'new');
    await vault.save({ ...owned, type: 'CUSTOM_USER' }, 'other type');
    await vault.save({ ...owned, connectionId: 'two' }, 'other connection');
    assert.equal(vault.count('one'), 2);
    assert.equal(vault.count('two'), 1);
  });

  it('keeps no row for a value that the secret storage did not keep', async () => {
    secrets.failing = true;
    await assert.rejects(vault.save(owned, 'token-value'), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.equal(error.message.includes('token-value'), false);
      return true;
    });
    assert.equal(vault.count('one'), 0);
  });

  it('keeps the row of a value that was lost or cannot be read', async () => {
    const { id } = await vault.save(owned, 'token-value');
    await secrets.store(tokenEntry(id), '{"value":');
    assert.equal(await vault.read(id), undefined);
    await secrets.delete(tokenEntry(id));
    assert.equal(await vault.read(id), undefined);
    assert.equal(vault.has('one', 'u1'), true);
  });

  it('forgets row and value, of one token or of all of a connection', async () => {
    const { id } = await vault.save(owned, 'a');
    await vault.forget(id);
    assert.equal(vault.count('one'), 0);
    assert.deepEqual(
      await secrets.keys(),
      [forgottenEntry(id)],
      'only the mark is left, which holds no value',
    );
    await vault.save(owned, 'a');
    await vault.save({ ...owned, userId: 'u2' }, 'b');
    const kept = await vault.save({ ...owned, connectionId: 'two' }, 'c');
    await vault.forgetAll('one');
    assert.deepEqual((await secrets.keys()).filter(isTokenEntry), [tokenEntry(kept.id)]);
  });

  it('forgets with a connection what is being saved of it', async () => {
    const saving = vault.save(owned, 'a');
    await vault.forgetAll('one');
    await saving;
    assert.equal(vault.count('one'), 0);
    assert.deepEqual((await secrets.keys()).filter(isTokenEntry), []);
  });

  it('brings back rows that another window has overwritten, and nothing that was forgotten', async () => {
    const kept = await vault.save(owned, 'token-value');
    const forgotten = await vault.save({ ...owned, userId: 'u2' }, 'other-value');
    await vault.forget(forgotten.id);
    await memento.update('savedTokens', []);
    await secrets.store(tokenEntry('orphan'), 'not a record');
    const next = new TokenVault(memento, secrets);
    let redrawn = 0;
    next.onDidChange(() => (redrawn += 1));
    await Promise.all([next.recover(), next.recover()]);
    assert.deepEqual(next.all('one'), [kept]);
    assert.equal(await next.read(kept.id), 'token-value');
    assert.equal(JSON.stringify(memento.get('savedTokens')).includes('token-value'), false);
    assert.equal(redrawn, 1);
  });

  it('forgets everything, also what no row names', async () => {
    await vault.save(owned, 'token-value');
    await secrets.store(tokenEntry('orphan'), 'x');
    await secrets.store('another entry', 'x');
    assert.equal(vault.total(await secrets.keys()), 2);
    assert.equal(vault.total(undefined), 1);
    await vault.deleteAll();
    assert.deepEqual(await secrets.keys(), ['another entry']);
    assert.equal(memento.get('savedTokens'), undefined);
  });

  it('tells when what is saved changed', async () => {
    const seen: number[] = [];
    vault.onDidChange(() => seen.push(vault.count('one')));
    const { id } = await vault.save(owned, 'a');
    await vault.forget(id);
    assert.deepEqual(seen, [1, 0], 'each is told once, although the secret storage tells of it as well');
    await secrets.store('unrelated', 'x');
    assert.equal(seen.length, 2);
  });

  it('keeps one row when the same token is saved twice at once', async () => {
    const [first, second] = await Promise.all([vault.save(owned, 'a'), vault.save(owned, 'b')]);
    assert.equal(first.id, second.id);
    assert.equal(vault.count('one'), 1);
    assert.equal(await vault.read(first.id), 'b');
  });

  it('knows what a command was called on: a saved token, or a user who may have several', async () => {
    const agent = await vault.save(owned, 'a');
    const customUser = await vault.save({ ...owned, type: 'CUSTOM_USER' }, 'b');
    await vault.save({ ...owned, connectionId: 'two' }, 'c');
    assert.deepEqual(vault.meantBy({ kind: 'member', connectionId: 'one', id: 'u1' }), [agent, customUser]);
    assert.deepEqual(vault.meantBy(agent), [agent]);
    assert.deepEqual(vault.meantBy({ connectionId: 'one', id: 'u2' }), []);
    assert.deepEqual(vault.meantBy(undefined), []);
  });

  it('passes over rows it cannot make sense of', () => {
    const rows = [{ ...owned, id: 'x' }, { ...owned, id: 'y', type: 'GOD' }, null, 3];
    assert.equal(new TokenVault(memoryMemento({ savedTokens: rows }), secrets).count('one'), 1);
  });

  it('says which values are lost, as soon as the secret storage was looked at, and that they are back', async () => {
    const { id } = await vault.save(owned, 'a');
    const kept = await vault.save({ ...owned, userId: 'u2' }, 'b');
    const record = (await secrets.get(tokenEntry(id))) ?? '';
    await secrets.delete(tokenEntry(id));
    const next = new TokenVault(memento, secrets);
    let redrawn = 0;
    next.onDidChange(() => (redrawn += 1));
    assert.equal(next.lost('one'), 0, 'nothing is known yet');
    await next.recover();
    assert.deepEqual([next.isLost(id), next.isLost(kept.id), next.lost('one'), redrawn], [true, false, 1, 1]);
    assert.equal(next.count('one'), 2);
    await secrets.store(tokenEntry(id), record);
    assert.equal(await next.read(id), 'a');
    await next.note(id, {});
    assert.equal(next.lost('one'), 0);
  });

  it('takes nothing for lost because reading fails', async () => {
    const { id } = await vault.save(owned, 'a');
    const failing = {
      onDidChange: secrets.onDidChange,
      keys: () => Promise.reject(new Error('no list')),
      get: () => Promise.reject(new Error('no value')),
      store: () => Promise.reject(new Error('no writing')),
      delete: () => Promise.reject(new Error('no deleting')),
    };
    const next = new TokenVault(memento, failing);
    await next.recover();
    assert.equal(next.isLost(id), false);
    assert.equal(next.count('one'), 1);
  });

  it('remembers when a token was used and what the server said of it, until it is another', async () => {
    const { id } = await vault.save(owned, 'a');
    const use = {
      usedAt: '2026-02-01T00:00:00.000Z',
      check: { verdict: 'accepted', at: '2026-02-02' },
    } as const;
    await vault.note(id, use);
    const restarted = new TokenVault(memento, secrets);
    await restarted.recover();
    assert.deepEqual(restarted.all(), [{ ...owned, id, ...use }]);
    const later = { ...owned, savedAt: '2026-03-01T00:00:00.000Z' };
    assert.deepEqual(await vault.save(later, 'a'), { ...later, id, ...use }, 'the same value, fetched again');
    assert.deepEqual(await vault.save(later, 'b'), { ...later, id });
    assert.doesNotMatch((await secrets.get(tokenEntry(id))) ?? '', /usedAt|check/);
  });

  it('does not take what another window forgot for lost, and saves it anew under another id', async () => {
    const { id } = await vault.save(owned, 'a');
    const other = new TokenVault(memoryMemento({ savedTokens: memento.get('savedTokens') }), secrets);
    const third = new TokenVault(memoryMemento({ savedTokens: memento.get('savedTokens') }), secrets);
    await Promise.all([vault, third].map((each) => each.recover()));
    await vault.forget(id);
    assert.equal(await third.read(id), undefined);
    assert.deepEqual(third.all(), [], 'a window that was told');
    assert.equal(other.count('one'), 1, 'a window that has not looked');
    const anew = await other.save(owned, 'b');
    assert.notEqual(anew.id, id);
    await other.recover();
    assert.deepEqual(other.all(), [anew]);
    assert.deepEqual((await secrets.keys()).filter(isTokenEntry), [tokenEntry(anew.id)]);
  });

  it('lets nothing come back that was forgotten, although a window of a browser restores its older secrets', async () => {
    const { id } = await vault.save(owned, 'a');
    const older = (await secrets.get(tokenEntry(id))) ?? '';
    await vault.forget(id);
    await secrets.delete(forgottenEntry(id));
    await secrets.store(tokenEntry(id), older);
    const next = new TokenVault(memento, secrets);
    await next.recover();
    assert.deepEqual(next.all(), []);
    assert.deepEqual((await secrets.keys()).filter(isTokenEntry), [], 'the value is deleted again');
    assert.notEqual((await next.save(owned, 'b')).id, id);
    assert.equal(next.count('one'), 1);
  });

  it('forgets many at once, tells of it once, and finishes what failed halfway with the next start', async () => {
    const ids: string[] = [];
    for (const userId of ['u1', 'u2', 'u3']) ids.push((await vault.save({ ...owned, userId }, 'a')).id);
    const store = secrets.store.bind(secrets);
    secrets.store = (key, value) =>
      key === forgottenEntry(ids[2] ?? '') ? Promise.reject(new Error('no room')) : store(key, value);
    let told = 0;
    vault.onDidChange(() => (told += 1));
    await assert.rejects(vault.forget(...ids), /no room/);
    assert.deepEqual([told, vault.count('one')], [1, 1], 'what could be forgotten is');
    secrets.store = store;
    for (const userId of ['u1', 'u2']) await vault.save({ ...owned, userId }, 'a');
    told = 0;
    await vault.forget(...vault.all('one').map(({ id }) => id));
    await vault.note('', {});
    assert.deepEqual([told, vault.count('one')], [1, 0]);
  });

  it('knows a token that was found in a file from one that the server gave', async () => {
    const { active, ...found } = owned;
    assert.equal(active, true);
    const kept = await vault.save(found, 'a');
    const restarted = new TokenVault(memoryMemento(), secrets);
    await restarted.recover();
    assert.deepEqual(restarted.all(), [kept]);
    assert.equal('active' in kept, false);
  });

  it('takes over what another window saves, and keeps one of two that were saved of one user', async () => {
    await vault.recover();
    const other = new TokenVault(memoryMemento(), secrets);
    const theirs = await other.save(owned, 'a');
    await vault.note('', {});
    assert.deepEqual(vault.all(), [theirs]);
    const double = new TokenVault(memoryMemento(), secrets);
    await double.save(owned, 'b');
    await vault.note('', {});
    assert.equal(vault.count('one'), 2, 'two windows that did not know of each other');
    const last = await vault.save(owned, 'c');
    assert.deepEqual(vault.all(), [last]);
    assert.equal((await secrets.keys()).filter(isTokenEntry).length, 1);
  });
});
