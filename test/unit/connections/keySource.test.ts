import assert from 'node:assert/strict';
import { UserError } from '../../../src/base/userError.ts';
import { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { ApiClients } from '../../../src/connections/apiClients.ts';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { askForKey } from '../../../src/connections/connectionPrompts.ts';
import { keyEntry } from '../../../src/connections/connectionSecrets.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { FROM_COMMAND, KeySource } from '../../../src/connections/keySource.ts';
import { FakeClock } from '../../support/clock.ts';
import { useEmulator } from '../../support/emulator.ts';
import { memoryMemento } from '../../support/memento.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

describe('a key that comes from a command', () => {
  const emulator = useEmulator();
  const clients = new ApiClients({ clock: new FakeClock() });
  let secrets: MemorySecretStorage;
  let store: ConnectionStore;
  let keys: KeySource;
  let active: ActiveConnection;
  let connection: Connection;
  let setting: Record<string, string[]>;
  let ran: string[];
  let prints: () => Promise<string>;

  beforeEach(() => {
    secrets = new MemorySecretStorage();
    store = new ConnectionStore(memoryMemento(), secrets);
    connection = {
      ...DEFAULT_CHOICES,
      id: 'one',
      name: 'Acme',
      origin: emulator.current.url,
      kind: 'remote',
    };
    setting = { [connection.origin]: ['op', 'read'] };
    ran = [];
    prints = () => Promise.resolve(emulator.current.partnerKey);
    keys = new KeySource({
      store,
      setting: () => setting,
      run: (command) => {
        ran.push(command.join(' '));
        return prints();
      },
    });
    active = new ActiveConnection({
      store,
      workspace: memoryMemento(),
      openSample: () => assert.fail('no sample here'),
      clients,
      keys,
    });
  });
  afterEach(() => {
    active.dispose();
  });

  async function list(): Promise<unknown> {
    return active
      .requireSession()
      .withPartnerKey((client, signal) => client.listCustomers({ page: 1, signal }));
  }

  async function add(key = FROM_COMMAND): Promise<void> {
    await store.add(connection, key);
    await active.switchTo('one');
  }

  it('is read when it is needed, once a session, and kept nowhere', async () => {
    await add();
    assert.deepEqual(ran, []);
    assert.equal(keys.programBehind('one'), undefined);
    await Promise.all([list(), list()]);
    await list();
    assert.deepEqual(ran, ['op read']);
    assert.equal(keys.programBehind('one'), 'op');
    for (const entry of await secrets.keys()) {
      assert.equal((await secrets.get(entry))?.includes(emulator.current.partnerKey), false);
    }
  });

  it('is not asked of a command while the secret storage has a key, or has lost one', async () => {
    await add(emulator.current.partnerKey);
    await list();
    for (const entry of await secrets.keys()) if (entry.includes('key')) await secrets.delete(entry);
    await active.switchTo('one');
    await assert.rejects(list(), /is not in the secret storage/);
    assert.deepEqual(ran, []);
  });

  it('is forgotten when it is rejected, and read anew when the user says so', async () => {
    await add();
    prints = () => Promise.resolve('an-old-key');
    await assert.rejects(list(), { kind: 'unauthorized' });
    await assert.rejects(list(), { name: 'UserError' });
    assert.equal(ran.length, 1);
    prints = () => Promise.resolve(emulator.current.partnerKey);
    await store.replaceKey(connection, FROM_COMMAND);
    await list();
    assert.equal(ran.length, 2);
  });

  it('follows the setting, also when its entry goes', async () => {
    await add();
    await list();
    setting = { [`${connection.origin} Acme`]: ['pass', 'acme'] };
    await list();
    assert.deepEqual(ran, ['op read', 'pass acme']);
    setting = { 'https://elsewhere.example': ['op', 'read'] };
    await assert.rejects(list(), /comes from a credential command, and the setting .* has none for http:/);
  });

  it('that a command does not give is asked for again at the next try', async () => {
    await add();
    prints = () => Promise.reject(new UserError('The credential command “op” failed with exit code 1.'));
    await assert.rejects(list(), /exit code 1/);
    assert.equal(emulator.current.requests.length, 0);
    prints = () => Promise.resolve(emulator.current.partnerKey);
    await list();
    assert.equal(active.state, 'connected');
  });

  it('is offered where the setting has a command for the host, checked, and can be tried again', async () => {
    const command = { about: { program: 'op' }, run: () => prints() };
    const ask = (...answers: ConstructorParameters<typeof ScriptedPrompts>) => {
      const prompts = new ScriptedPrompts(...answers);
      return { prompts, key: askForKey(prompts, 'Add', connection.origin, clients, command) };
    };
    assert.equal(await ask({ pick: 'Use the Credential Command' }).key, FROM_COMMAND);
    assert.equal(await ask('dismiss').key, undefined);
    const { partnerKey } = emulator.current;
    assert.equal(await ask({ pick: 'Enter a Key' }, { type: partnerKey }).key, partnerKey);
    let tries = 0;
    prints = () => Promise.resolve((tries += 1) === 1 ? 'an-old-key' : partnerKey);
    const again = ask({ pick: 'Use the Credential Command' }, { click: 'Run Command Again' });
    assert.equal(await again.key, FROM_COMMAND);
    assert.match(again.prompts.asked.join('\n'), /refused this key, so it was not saved/);
    assert.equal(again.prompts.asked.join('\n').includes(partnerKey), false);
    prints = () => Promise.reject(new UserError('The credential command “op” failed with exit code 1.'));
    const typed = ask(
      { pick: 'Use the Credential Command' },
      { click: 'Run Command Again' },
      { click: 'Enter a Key…' },
      { type: partnerKey },
    );
    assert.equal(await typed.key, partnerKey);
    assert.equal(await ask({ pick: 'Use the Credential Command' }).key, undefined);
  });

  it('from an entry that cannot be run matters only to the connection that uses it, and names the entry', async () => {
    await add();
    setting = { 'https://other.example': [], [`${connection.origin} Other`]: [] };
    assert.equal(keys.entryFor({ ...connection, name: 'Third' }), undefined);
    setting[connection.origin] = [];
    assert.ok('problem' in (keys.entryFor(connection) ?? {}));
    await assert.rejects(list(), { message: /“http:\/\/[^”]*” needs a list of texts.*Correct it/ });
    assert.deepEqual(ran, []);
  });

  it('is known not to be in the secret storage, where one that was typed is', async () => {
    await add();
    assert.equal(await keys.whereabouts(connection), 'command');
    await store.replaceKey(connection, 'typed');
    assert.equal(await keys.whereabouts(connection), 'stored');
    await secrets.delete(keyEntry('one'));
    assert.equal(await keys.whereabouts(connection), 'missing');
    assert.equal(await keys.whereabouts({ ...connection, id: 'two' }), 'stored', 'where it cannot be read');
  });
});
