import assert from 'node:assert/strict';
import { DIRECT } from '../../../src/api/network.ts';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { tellOfRejectedKeys } from '../../../src/connections/rejectedKey.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { describeError } from '../../../src/platform/describeError.ts';
import { PATHS } from '../../support/apiClient.ts';
import { certificatesFor } from '../../support/certificates.ts';
import { connect, type Connected } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';
import { startTlsFront } from '../../support/tlsFront.ts';

/** Makes a call, and returns how the connection fares after it. */
type Step = () => Promise<string>;

describe('how a connection fares', () => {
  const emulator = useEmulator();
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function list({ active }: Connected): Promise<string> {
    ends.push(() => {
      active.dispose();
    });
    const session = active.requireSession();
    await assert.rejects(session.withPartnerKey((client) => client.listCustomers({ page: 1 })));
    return active.state;
  }

  it('is told apart for a host whose certificate is refused', async () => {
    const { untrusted } = await certificatesFor('127.0.0.1');
    const front = await startTlsFront(Number(new URL(emulator.current.url).port), untrusted);
    ends.push(front.stop);
    const url = `https://127.0.0.1:${front.port}`;
    assert.equal(await list(await connect({ ...emulator.current, url })), 'untrusted');
    assert.equal(emulator.current.requests.length, 0);
  });

  /** Answers calls of a path with a status, all of them. */
  function refuse(path: string, status: number, headers = {}): () => void {
    return emulator.current.intercept(onPath(path, { status, headers }));
  }

  async function open(): Promise<{ active: ActiveConnection; list: Step; team: Step; write: Step }> {
    const { active } = await connect(emulator.current);
    ends.push(() => {
      active.dispose();
    });
    const session = active.requireSession();
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const whose = { id: customer._id, name: customer.name };
    const step =
      (run: () => Promise<unknown>): Step =>
      async () => {
        await run().catch(() => undefined);
        return active.state;
      };
    return {
      active,
      list: step(() => session.withPartnerKey((client) => client.listCustomers({ page: 1 }))),
      team: step(() =>
        session.withCustomerToken(whose, (client, customerToken) =>
          client.listTeamMembers({ customerToken, page: 1 }),
        ),
      ),
      write: step(() =>
        session.write((client) =>
          client.createCustomer({
            customer: { email: 'new@harbour.example', name: 'Harbour', password: 'made-up' },
          }),
        ),
      ),
    };
  }

  it('is forbidden where the customers may not be read, until they may, whatever else is answered', async () => {
    const { list, team } = await open();
    assert.equal(await team(), 'connected');
    const restore = refuse(PATHS.customers, 403);
    assert.equal(await list(), 'forbidden');
    assert.equal(await team(), 'forbidden');
    restore();
    assert.equal(await list(), 'connected');
  });

  it("is not judged by what is forbidden for one customer's token, one team or one change", async () => {
    const { list, team, write } = await open();
    assert.equal(await list(), 'connected');
    for (const [path, call] of [
      [PATHS.tokens, team],
      [PATHS.members, team],
      ['/customer/create', write],
    ] as const) {
      const restore = refuse(path, 403);
      assert.equal(await call(), 'connected', path);
      restore();
    }
  });

  it('is limited while the host asks for fewer calls, by whichever call, and knows until when', async () => {
    const { active, list, team } = await open();
    await list();
    let changes = 0;
    active.onDidChange(() => (changes += 1));
    for (const call of [list, team]) {
      const restore = refuse(call === list ? PATHS.customers : PATHS.members, 429, { 'retry-after': '30' });
      assert.equal(await call(), 'rateLimited');
      const until = active.session?.fares.limitedUntil ?? 0;
      assert.ok(until > Date.now() + 20_000 && until <= Date.now() + 30_000);
      const before = changes;
      await call();
      assert.ok(changes >= before + 3, 'busy, a new time, not busy');
      restore();
      assert.equal(await call(), 'connected');
      assert.equal(active.session?.fares.limitedUntil, undefined);
    }
  });

  it('is limited already while a call waits for a pause to end, and no longer than that', async () => {
    const { active, list } = await open();
    const restore = refuse(PATHS.customers, 429, { 'retry-after': '9' });
    const states: string[] = [];
    active.onDidChange(() => {
      states.push(active.state);
      if (active.state === 'rateLimited') restore();
    });
    assert.equal(await list(), 'connected');
    assert.ok(states.includes('rateLimited'));
    assert.equal(active.session?.fares.limitedUntil, undefined);
  });

  it('is told of once for a key that is rejected, whatever met it, and in the same words from then on', async () => {
    const { active, list } = await open();
    const told: string[] = [];
    const telling = tellOfRejectedKeys(active, (rejection) => told.push(describeError(rejection).message));
    ends.push(() => {
      telling.dispose();
    });
    emulator.current.state.partnerKeyRejected = true;
    await Promise.all(Array.from({ length: 30 }, list));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /Nothing more is sent with it until you update it/);
    const session = active.requireSession();
    const again = session.withPartnerKey((client) => client.listCustomers({ page: 1 }));
    await assert.rejects(again, (error: unknown) => {
      const { message, actions } = describeError(error);
      assert.equal(message, told[0]);
      assert.deepEqual(
        actions.map(({ title }) => title),
        ['Update Key…', 'Show Log'],
      );
      return !session.fares.rejectedBy(error);
    });
    assert.ok(session.fares.rejectedBy(session.fares.rejection));
  });

  it('is told apart for a proxy that cannot be used', async () => {
    const network = { ...DIRECT, unusableProxy: 'http.proxy names a proxy of the kind socks5' };
    const ways = () => Promise.resolve({ forOrigin: () => network });
    assert.equal(await list(await connect(emulator.current, { network: ways })), 'proxyFailed');
  });
});
