import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { ConnectionStore, keyEntry } from '../../../src/connections/connectionStore.ts';
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
    assert.deepEqual(secrets.writes, [`store ${keyEntry('one')}`]);
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
    assert.deepEqual(await secrets.keys(), [keyEntry('two')]);
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

  it('reads rows that another version left, as far as they make sense', () => {
    const other = new ConnectionStore(memoryMemento({ connections: [connection, { id: 7 }, 'x'] }), secrets);
    assert.deepEqual(other.all(), [connection]);
    assert.deepEqual(new ConnectionStore(memoryMemento({ connections: 'gone wrong' }), secrets).all(), []);
  });
});
