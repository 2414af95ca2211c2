import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { ApiClients } from '../../../src/connections/apiClients.ts';
import { keyEntry } from '../../../src/connections/connectionSecrets.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { adviseOnKeyring } from '../../../src/connections/keyringAdvice.ts';
import type { UserError } from '../../../src/base/userError.ts';
import { Command } from '../../../src/manifest.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { Keyring } from '../../../src/platform/keyring.ts';
import { FakeClock } from '../../support/clock.ts';
import { useEmulator } from '../../support/emulator.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

describe('the active connection', () => {
  const emulator = useEmulator();
  let secrets: MemorySecretStorage;
  let memento: ReturnType<typeof memoryMemento>;
  let store: ConnectionStore;
  let active: ActiveConnection;
  let connection: Connection;

  beforeEach(async () => {
    secrets = new MemorySecretStorage();
    memento = memoryMemento();
    store = new ConnectionStore(memento, secrets);
    const openSample = (): never => assert.fail('no sample here');
    active = new ActiveConnection({
      store,
      workspace: memoryMemento(),
      openSample,
      clients: new ApiClients({ clock: new FakeClock() }),
    });
    connection = {
      id: 'one',
      name: 'Acme',
      origin: emulator.current.url,
      kind: 'remote',
      ...DEFAULT_CHOICES,
    };
    await store.add(connection, emulator.current.partnerKey);
    await active.switchTo('one');
  });
  afterEach(() => {
    active.dispose();
  });

  async function list(): Promise<readonly unknown[]> {
    const session = active.requireSession();
    return (await session.withPartnerKey((client, signal) => client.listCustomers({ page: 1, signal })))
      .items;
  }

  it('goes from idle to connected, and says when it works', async () => {
    const seen: string[] = [];
    active.onDidChange(() => seen.push(`${active.state}${active.session?.busy ? ' busy' : ''}`));
    assert.equal(active.state, 'idle');
    assert.ok((await list()).length > 0);
    assert.deepEqual(seen, ['idle busy', 'connected busy', 'connected']);
  });

  it('asks the user for a connection when there is none', async () => {
    await store.remove('one');
    assert.equal(active.state, 'none');
    assert.throws(() => active.requireSession(), { name: 'UserError' });
  });

  it('sends nothing more with a rejected key until it is replaced', async () => {
    emulator.current.state.partnerKeyRejected = true;
    await assert.rejects(list(), { kind: 'unauthorized' });
    assert.equal(active.state, 'keyRejected');
    await assert.rejects(list(), { name: 'UserError' });
    assert.equal(emulator.current.requests.length, 1);

    emulator.current.state.partnerKeyRejected = false;
    await store.replaceKey(connection, emulator.current.partnerKey);
    assert.equal(active.state, 'idle');
    await list();
    assert.equal(active.state, 'connected');
  });

  it('sends a rejected key with no call that waited for its turn meanwhile', async () => {
    emulator.current.state.partnerKeyRejected = true;
    const failures = await Promise.allSettled(Array.from({ length: 30 }, list));
    assert.ok(failures.every(({ status }) => status === 'rejected'));
    assert.equal(emulator.current.requests.length, 6, 'those that were under way, and no more');
  });

  it('keeps a rejected key rejected, whatever answers to earlier calls still come', async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const given = { id: customer._id, name: customer.name };
    const team = active.requireSession().withCustomerToken(given, async (client, customerToken, signal) => {
      emulator.current.state.partnerKeyRejected = true;
      await assert.rejects(list(), { kind: 'unauthorized' });
      return client.listTeamMembers({ customerToken, page: 1, signal });
    });
    assert.ok((await team).items.length > 0);
    assert.equal(active.state, 'keyRejected');
  });

  it('does not judge the key by a call that may be refused although the key is good', async () => {
    const [customer] = emulator.current.state.customers;
    const email = customer?.contact.email ?? '';
    const fetched = active
      .requireSession()
      .withPartnerKey(
        (client, signal) => client.getUserToken({ email, type: 'CUSTOMER', signal }),
        undefined,
        'nothing',
      );
    await assert.rejects(fetched, { kind: 'unauthorized' });
    assert.equal(active.state, 'connected');
    assert.ok((await list()).length > 0);
  });

  it('goes when the connection is removed in another window', async () => {
    await new ConnectionStore(memento, secrets).remove('one');
    assert.equal(active.state, 'none');
    await assert.rejects(store.replaceKey(connection, 'key'), { name: 'UserError' });
  });

  it('asks for a lost key again and goes on once it is there, whichever window wrote it', async () => {
    await secrets.delete(keyEntry('one'));
    await assert.rejects(list(), { name: 'UserError' });
    assert.equal(active.state, 'keyMissing');
    assert.equal(store.all().length, 1, 'the connection is kept');
    const elsewhere = new ConnectionStore(memento, secrets);
    await elsewhere.replaceKey(connection, emulator.current.partnerKey);
    await list();
    assert.equal(active.state, 'connected');
  });

  it('says why a key is missing, and once what became of all secrets', async () => {
    const shown: string[] = [];
    const keyring = new Keyring(memoryMemento({ secretsCanary: { survived: false } }), secrets, 'session');
    await Promise.all((await secrets.keys()).map((entry) => secrets.delete(entry)));
    const next = new ConnectionStore(memento, secrets, keyring);
    const restarted = new ActiveConnection({
      store: next,
      workspace: memoryMemento(),
      openSample: () => assert.fail('no sample here'),
      clients: new ApiClients({ clock: new FakeClock() }),
      keyring,
    });
    const tell = async (told: UserError): Promise<void> => {
      shown.push(told.message);
      assert.deepEqual(told.commands, [Command.replaceKey]);
      return Promise.resolve();
    };
    const advice = adviseOnKeyring({ active: restarted, keyring, place: 'linux', tell });
    const read = () =>
      restarted
        .requireSession()
        .withPartnerKey((client, signal) => client.listCustomers({ page: 1, signal }));
    for (let n = 0; n < 2; n += 1) {
      await assert.rejects(read(), {
        message: /secret storage: here VS Code keeps secrets only until it is closed\. Enter it to/,
      });
    }
    assert.equal(shown.length, 1);
    assert.match(shown[0] ?? '', /gnome-keyring/);
    advice.dispose();
    restarted.dispose();
  });

  it('does not condemn a new key for what is said of the old one', async () => {
    await list();
    const elsewhere = new ConnectionStore(memento, secrets);
    emulator.current.intercept(async ({ path }) => {
      if (path !== '/customer/list') return undefined;
      await elsewhere.replaceKey(connection, 'the-new-key');
      return { status: 401 };
    });
    await assert.rejects(list(), { kind: 'unauthorized' });
    assert.equal(active.state, 'connected');
  });

  it('is unreachable while the server is, and connected again after', async () => {
    const restore = emulator.current.intercept(onPath('/customer/list', 'reset'));
    await assert.rejects(list(), { kind: 'network' });
    assert.equal(active.state, 'unreachable');
    restore();
    await list();
    assert.equal(active.state, 'connected');
  });

  it("does not blame the partner key for a customer's token", async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const given = { id: customer._id, name: customer.name };
    const team = () =>
      active
        .requireSession()
        .withCustomerToken(given, (client, customerToken, signal) =>
          client.listTeamMembers({ customerToken, page: 1, signal }),
        );
    await Promise.all([team(), team()]);
    const tokenReads = (): number =>
      emulator.current.requests.filter(({ path }) => path === '/ext/get-user-token').length;
    assert.equal(tokenReads(), 1, 'the token is read once, however many ask');

    emulator.current.state.replaceToken(customer._id);
    await assert.rejects(team(), { kind: 'unauthorized' });
    assert.equal(active.state, 'connected');
    await team();
    assert.equal(tokenReads(), 2, 'a refused token is read anew on the next try');
  });

  it("tries a customer's token that is not active, and explains a refusal by that", async () => {
    const { state } = emulator.current;
    const [customer] = state.customers;
    assert.ok(customer);
    state.setTokenActive(customer._id, false);
    const given = { id: customer._id, name: customer.name };
    const team = () =>
      active
        .requireSession()
        .withCustomerToken(given, (client, customerToken) =>
          client.listTeamMembers({ customerToken, page: 1 }),
        );
    await assert.rejects(team(), { name: 'UserError', message: /not active/ });
    state.settings.inactiveTokens = 'accepted';
    assert.ok((await team()).items.length > 0);
  });

  it('aborts what is under way when the user switches', async () => {
    await store.add({ ...connection, id: 'two' }, emulator.current.partnerKey);
    const before = active.requireSession();
    let cut: Promise<unknown> | undefined;
    emulator.current.intercept(({ path }) => {
      if (path !== '/customer/list') return undefined;
      return {
        takeOver: (request) => {
          cut = once(request.socket, 'close');
          void active.switchTo('two');
        },
      };
    });
    await assert.rejects(list(), { name: 'AbortError' });
    await cut;
    assert.notEqual(active.session, before);
    assert.equal(active.state, 'idle');
  });

  it('drops an answer that comes after the user has switched', async () => {
    await store.add({ ...connection, id: 'two' }, emulator.current.partnerKey);
    const late = active.requireSession().withPartnerKey(async (client) => {
      const answer = await client.listCustomers({ page: 1 });
      await active.switchTo('two');
      return answer;
    });
    await assert.rejects(late, { name: 'AbortError' });
  });

  it('refuses every write of a read-only connection before anything leaves, also one that just became it', async () => {
    const customer = { email: 'new@harbour.example', name: 'Harbour', password: 'made-up' };
    const write = () =>
      active.requireSession().write((client, signal) => client.createCustomer({ customer, signal }));
    await write();
    const sent = emulator.current.requests.length;
    await store.update('one', { readOnly: true });
    await assert.rejects(write(), { name: 'UserError', message: /read-only, so nothing was sent/ });
    assert.equal(emulator.current.requests.length, sent);
    assert.ok((await list()).length > 0, 'reading goes on');
  });

  it('takes a new name over without starting anew', async () => {
    const before = active.session;
    await store.update('one', { name: 'Renamed' });
    assert.equal(active.session, before);
    assert.equal(active.session?.connection.name, 'Renamed');
  });
});
