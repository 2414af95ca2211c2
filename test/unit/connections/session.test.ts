import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { ApiError, isApiError } from '../../../src/api/errors.ts';
import { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { ApiClients } from '../../../src/connections/apiClients.ts';
import { SessionHealth } from '../../../src/connections/sessionHealth.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { PATHS } from '../../support/apiClient.ts';
import { FakeClock } from '../../support/clock.ts';
import { connect, type Connected } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';
import { memoryMemento } from '../../support/memento.ts';

describe('a session', () => {
  const emulator = useEmulator();
  let connected: Connected;

  beforeEach(async () => {
    connected = await connect(emulator.current);
  });
  afterEach(() => {
    connected.active.dispose();
  });

  function customer() {
    const [first] = emulator.current.state.customers;
    assert.ok(first);
    return { id: first._id, name: first.name };
  }

  const tokenFetches = () => emulator.current.requests.filter(({ query }) => 'userId' in query).length;

  /** Holds the answers of a path back until it is called. */
  function holdBack(path: string): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    emulator.current.intercept(async (request) => {
      if (request.path === path) await promise;
      return undefined;
    });
    return () => {
      resolve(undefined);
    };
  }

  it("lets one who waits for a customer's token give up, and the others have it", async () => {
    const session = connected.active.requireSession();
    const goOn = holdBack(PATHS.tokens);
    const given = new AbortController();
    const read = (signal?: AbortSignal) =>
      session.withCustomerToken(customer(), (_client, token) => Promise.resolve(token), signal);
    const [first, second] = [read(given.signal), read()];
    given.abort();
    await assert.rejects(first, { name: 'AbortError' });
    goOn();
    assert.ok(await second);
    assert.equal(tokenFetches(), 1);
  });

  it("drops a customer's token that was refused, not the one that took its place meanwhile", async () => {
    const session = connected.active.requireSession();
    const refused = onPath(PATHS.members, { status: 401 });
    const late = Promise.withResolvers<undefined>();
    const read = (before?: Promise<undefined>) =>
      session.withCustomerToken(customer(), async (client, customerToken) => {
        await before;
        return client.listTeamMembers({ customerToken, page: 1 });
      });
    const slow = read(late.promise);
    let restore = emulator.current.intercept(refused);
    await assert.rejects(read(), (error) => isApiError(error) && error.kind === 'unauthorized');
    restore();
    await read();
    assert.equal(tokenFetches(), 2, 'the refused one was fetched anew');
    restore = emulator.current.intercept(refused);
    late.resolve(undefined);
    await assert.rejects(slow, (error) => isApiError(error) && error.kind === 'unauthorized');
    restore();
    await read();
    assert.equal(tokenFetches(), 2, 'nobody refused the new one');
  });

  it('asks for its key under the name that the connection has now, and anew once it is rejected', async () => {
    const asked: string[] = [];
    const { store } = connected;
    const active = new ActiveConnection({
      store,
      workspace: memoryMemento(),
      openSample: () => assert.fail('no sample here'),
      clients: new ApiClients({ clock: new FakeClock() }),
      keys: {
        read(connection) {
          asked.push(connection.name);
          return Promise.resolve(emulator.current.partnerKey);
        },
        forget: (id) => asked.push(`forget ${id}`),
      },
    });
    const connection = store.get('one');
    assert.ok(connection);
    // As the Connection Doctor has one, beside the one in use.
    const session = active.sessionFor(connection);
    const list = () => session.withPartnerKey((client) => client.listCustomers({ page: 1 }));
    await store.update('one', { name: 'New name' });
    await list();
    assert.deepEqual(asked, ['New name']);
    emulator.current.state.partnerKeyRejected = true;
    await assert.rejects(list());
    await turn();
    assert.ok(asked.includes('forget one'));
    session.dispose();
    active.dispose();
  });
});

describe('a pause that the host asked for', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('is over when its time is, without another call', () => {
    const seen: string[] = [];
    const health = new SessionHealth(() => seen.push(health.state));
    health.paused(5_000);
    mock.timers.tick(4_999);
    assert.deepEqual(seen, ['rateLimited']);
    mock.timers.tick(1);
    assert.deepEqual(seen, ['rateLimited', 'idle']);
    health.answered('all');
    health.paused(5_000);
    health.paused(9_000);
    mock.timers.tick(8_999);
    assert.equal(health.state, 'rateLimited', 'the longer one counts');
    mock.timers.tick(1);
    assert.equal(health.state, 'connected');
    health.dispose();
  });

  it('of weeks is not over at once', () => {
    const health = new SessionHealth(() => undefined);
    health.paused(2 ** 40);
    mock.timers.tick(1_000);
    assert.equal(health.state, 'rateLimited');
    health.dispose();
  });

  it('is not ended by the failure of a call that was under way', () => {
    const health = new SessionHealth(() => undefined);
    const call = { method: 'GET', path: '/', origin: 'https://a.example', credential: 'partnerKey' } as const;
    health.paused(5_000);
    mock.timers.tick(1_000);
    health.failed(new ApiError('server', call, { status: 503 }), 'all', 4_000);
    assert.equal(health.state, 'rateLimited');
    mock.timers.tick(4_000);
    assert.equal(health.state, 'connected');
    health.dispose();
  });
});
