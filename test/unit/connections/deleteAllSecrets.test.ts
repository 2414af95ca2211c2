import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { deleteAllSecrets } from '../../../src/connections/deleteAllSecrets.ts';
import { memoryMemento } from '../../support/memento.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const connection: Connection = {
  ...DEFAULT_CHOICES,
  id: 'one',
  name: 'Acme',
  origin: 'https://api.example.com',
  kind: 'remote',
  label: 'production',
};

describe('deleting all secrets', () => {
  let secrets: MemorySecretStorage;
  let memento: ReturnType<typeof memoryMemento>;
  let store: ConnectionStore;
  let tokensDeleted: number;
  const savedTokens = {
    total: () => 2,
    deleteAll() {
      tokensDeleted += 1;
      return Promise.resolve();
    },
  };

  beforeEach(async () => {
    secrets = new MemorySecretStorage();
    memento = memoryMemento({ connections: ['not a row'] });
    store = new ConnectionStore(memento, secrets);
    tokensDeleted = 0;
    await store.add(connection, 'key');
    await store.add({ ...connection, id: 'two' }, 'key');
    await store.remove('two');
    await secrets.store('partnerConsole.key.orphan', 'key');
    await secrets.store('partnerConsole.unheardOf', 'value');
  });

  it('says what goes, asks, and leaves nothing, not even what no row names', async () => {
    const prompts = new ScriptedPrompts({ confirm: true });
    const heard: string[] = [];
    store.onDidChange(({ id, what }) => heard.push(`${id} ${what}`));
    await deleteAllSecrets({ secrets, store, prompts, savedTokens });
    assert.match(
      prompts.asked[0] ?? '',
      /This deletes from this computer: 2 partner keys, 2 saved tokens, 1 connection\. For production: “Acme”\. It cannot be undone\./,
    );
    assert.deepEqual(await secrets.keys(), []);
    assert.equal(memento.get('connections'), undefined);
    assert.deepEqual(store.all(), []);
    assert.equal(tokensDeleted, 1);
    assert.deepEqual(heard, ['one removed']);

    await store.add({ ...connection, id: 'three' }, 'key');
    assert.deepEqual(
      store.all().map(({ id }) => id),
      ['three'],
      'adding goes on',
    );
  });

  it('deletes nothing unless the user is sure', async () => {
    const before = await secrets.keys();
    await deleteAllSecrets({ secrets, store, prompts: new ScriptedPrompts({ confirm: false }), savedTokens });
    assert.deepEqual(await secrets.keys(), before);
    assert.equal(store.all().length, 1);
    assert.equal(tokensDeleted, 0);
  });

  it('deletes what rows name where secrets cannot be listed', async () => {
    const keys = secrets.keys.bind(secrets);
    secrets.keys = () => Promise.reject(new Error('no list'));
    await deleteAllSecrets({ secrets, store, prompts: new ScriptedPrompts({ confirm: true }), savedTokens });
    assert.equal((await keys()).includes('partnerConsole.key.one'), false);
    assert.deepEqual(store.all(), []);
  });

  it('says so when the secret storage keeps something', async () => {
    secrets.delete = () => Promise.resolve();
    const prompts = new ScriptedPrompts({ confirm: true });
    await assert.rejects(deleteAllSecrets({ secrets, store, prompts, savedTokens }), { name: 'UserError' });
  });

  it('asks nothing where there is nothing', async () => {
    const empty = new MemorySecretStorage();
    const nothing = new ConnectionStore(memoryMemento(), empty);
    const prompts = new ScriptedPrompts();
    const none = { ...savedTokens, total: () => 0 };
    await deleteAllSecrets({ secrets: empty, store: nothing, prompts, savedTokens: none });
    assert.deepEqual(prompts.asked, ['info: No secret is stored, and there is no connection.']);
  });
});
