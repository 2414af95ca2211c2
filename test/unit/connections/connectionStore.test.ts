import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { keyEntry } from '../../../src/connections/connectionSecrets.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const KEY = 'partner-key-value';
const connection: Connection = {
  id: 'one',
  name: 'Acme',
  origin: 'https://api.example.com',
  kind: 'remote',
  ...DEFAULT_CHOICES,
};

describe('ConnectionStore', () => {
  let secrets: MemorySecretStorage;
  let memento: ReturnType<typeof memoryMemento>;
  let store: ConnectionStore;

  beforeEach(() => {
    secrets = new MemorySecretStorage();
    memento = memoryMemento();
    store = new ConnectionStore(memento, secrets);
  });

  it('keeps the key in a secret of its own and out of the row', async () => {
    await store.add(connection, KEY);
    assert.deepEqual(store.all(), [connection]);
    assert.equal(await store.readKey(connection), KEY);
    assert.equal(JSON.stringify(memento.get('connections')).includes(KEY), false);
    assert.deepEqual(secrets.writes, [`store ${keyEntry('one')}`, 'store partnerConsole.connection.one']);
  });

  it('does not hand a key out for another origin than the one it was given for', async () => {
    await store.add(connection, KEY);
    await assert.rejects(
      store.readKey({ ...connection, origin: 'https://api.example.org' }),
      (error: Error) => {
        assert.equal(error.name, 'UserError');
        assert.equal(error.message.includes(KEY), false);
        return true;
      },
    );
  });

  it('adds no row when the secret storage does not keep the key', async () => {
    secrets.failing = true;
    await assert.rejects(store.add(connection, KEY), { name: 'UserError' });
    assert.deepEqual(store.all(), []);
  });

  it('keeps the row when the key is lost or unreadable', async () => {
    await store.add(connection, KEY);
    await secrets.store(keyEntry('one'), 'not a record');
    assert.equal(await store.readKey(connection), undefined);
    await secrets.delete(keyEntry('one'));
    assert.equal(await store.readKey(connection), undefined);
    assert.equal(store.all().length, 1);
  });

  it('renames in place and removes row and key', async () => {
    await store.add(connection, KEY);
    await store.add({ ...connection, id: 'two' }, KEY);
    await store.update('one', { name: 'New name' });
    assert.deepEqual(
      store.all().map(({ name }) => name),
      ['New name', 'Acme'],
    );
    await store.remove('one');
    assert.deepEqual(
      store.all().map(({ id }) => id),
      ['two'],
    );
    const left = (await secrets.keys()).filter((entry) => entry.endsWith('.one'));
    assert.deepEqual(left, ['partnerConsole.removed.one'], 'neither key nor row is left');
  });

  it('tells when a key changed, and whether in this window', async () => {
    const heard: string[] = [];
    await store.add(connection, KEY);
    store.onDidChange(({ id, what }) => heard.push(`${id} ${what}`));
    await secrets.store(keyEntry('one'), 'from another window');
    await secrets.store('unrelated', 'x');
    await store.replaceKey(connection, KEY);
    assert.deepEqual(heard, ['one keyElsewhere', 'one key']);
  });

  it('reads no secret before the first use', () => {
    const untouched = new Proxy(secrets, {
      get: (target, property) =>
        property === 'onDidChange' ? target.onDidChange : assert.fail(`${String(property)} was used`),
    });
    assert.deepEqual(new ConnectionStore(memento, untouched).all(), []);
  });

  it('brings rows of the first version up to date, and keeps a copy of each, at the first use', async () => {
    const { id, name, origin, kind } = connection;
    const old = memoryMemento({ connections: [{ id, name, origin, kind }, 'x'] });
    const other = new ConnectionStore(old, secrets);
    assert.deepEqual(other.all(), [connection]);
    await other.recover();
    assert.deepEqual(old.get('connections'), [{ version: 3, ...connection }, 'x']);
    assert.deepEqual(new ConnectionStore(memoryMemento(), secrets).all(), []);
    const empty = new ConnectionStore(memoryMemento(), secrets);
    await empty.recover();
    assert.deepEqual(empty.all(), [connection]);
  });

  it('overwrites no copy of a row that a newer version wrote, also where secrets cannot be listed', async () => {
    const newer = JSON.stringify({ version: 3, id: 'one' });
    await secrets.store('partnerConsole.connection.one', newer);
    for (const keys of [secrets.keys.bind(secrets), () => Promise.reject(new Error('no list'))]) {
      secrets.keys = keys;
      const other = new ConnectionStore(memoryMemento({ connections: [connection] }), secrets);
      await other.recover();
      assert.deepEqual(other.all(), [connection]);
      assert.equal(await secrets.get('partnerConsole.connection.one'), newer);
    }
  });

  it('knows what another window chose before it relies on it', async () => {
    await store.add(connection, KEY);
    const elsewhere = new ConnectionStore(memoryMemento(), secrets);
    await elsewhere.update('one', { readOnly: true });
    assert.equal((await store.latest('one'))?.readOnly, true);
    await store.update('one', { name: 'New name' });
    assert.deepEqual(await elsewhere.latest('one'), { ...connection, name: 'New name', readOnly: true });
  });

  it('believes a removal that only the memento tells of, as in a browser, whose windows have secrets of their own', async () => {
    await store.add(connection, KEY);
    const secretsElsewhere = new MemorySecretStorage();
    for (const entry of await secrets.keys())
      await secretsElsewhere.store(entry, (await secrets.get(entry)) ?? '');
    const elsewhere = new ConnectionStore(memento, secretsElsewhere);
    assert.equal(await elsewhere.readKey(connection), KEY);
    const heard: string[] = [];
    elsewhere.onDidChange(({ id, what }) => heard.push(`${id} ${what}`));
    await store.remove('one');
    await assert.rejects(elsewhere.readKey(connection), /was removed/);
    assert.deepEqual(heard, ['one removed']);
    await elsewhere.add({ ...connection, id: 'two' }, KEY);

    const next = new ConnectionStore(memento, secretsElsewhere);
    await next.recover();
    assert.deepEqual(
      next.all().map(({ id }) => id),
      ['two'],
    );
    assert.equal(await secretsElsewhere.get(keyEntry('one')), undefined);
  });

  it('makes a connection of a key that has lost its row: named after its host, and read-only', async () => {
    await secrets.store(keyEntry('lost'), JSON.stringify({ origin: 'https://api.example.com', key: KEY }));
    await secrets.store(keyEntry('broken'), 'not a record');
    const heard: string[] = [];
    store.onDidChange(({ id, what }) => heard.push(`${id} ${what}`));
    await store.recover();
    const restored = { ...connection, id: 'lost', name: 'api.example.com', readOnly: true };
    assert.deepEqual(store.all(), [restored]);
    assert.equal(await store.readKey(restored), KEY);
    assert.deepEqual(heard, ['lost appeared']);
  });

  it('reads rows that another version left, as far as they make sense', () => {
    const other = new ConnectionStore(memoryMemento({ connections: [connection, { id: 7 }, 'x'] }), secrets);
    assert.deepEqual(other.all(), [connection]);
    assert.deepEqual(new ConnectionStore(memoryMemento({ connections: 'gone wrong' }), secrets).all(), []);
  });
});
