import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { isApiError } from '../../../src/api/errors.ts';
import { IndexReader } from '../../../src/customers/indexReader.ts';
import { TokensAreReplaced } from '../../../src/customers/readingFailures.ts';
import { fault } from '../../../src/emulator/faults.ts';
import { randomFor } from '../../../src/emulator/random.ts';
import { FakeClock } from '../../support/clock.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';
import { untilHolds } from '../../support/untilHolds.ts';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';

const SEED = process.env['INDEX_SEED'] ?? String(Date.now() % 100_000);

/** Looks with each thing that a reader tells. */
async function until(reader: IndexReader, condition: () => boolean): Promise<void> {
  while (!condition())
    await new Promise<void>((resolve) => {
      const subscription = reader.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
}

describe('IndexReader', () => {
  const emulator = useEmulator({ customers: 120, members: 900, pageSize: 20 });
  let active: ActiveConnection;
  let reader: IndexReader;

  beforeEach(async () => {
    ({ active } = await connect(emulator.current));
    reader = new IndexReader(active.requireSession(), new FakeClock(), false);
  });
  afterEach(() => {
    reader.cancel();
    active.dispose();
  });

  /** Everybody the index has, by a word that is in every member's e-mail address. */
  function everybody(): string[] {
    return reader.index
      .search('example', 100_000)
      .map(({ customer, member }) => [customer.id, member.id, member.name, member.email].join(' '))
      .sort();
  }

  function seed(without: readonly string[] = []): string[] {
    const { state } = emulator.current;
    return state.customers
      .filter(({ _id }) => state.tokenOf(_id).active && !without.includes(_id))
      .flatMap(({ _id }) =>
        state.teamOf(_id).map((member) => [_id, member._id, member.name, member.contact.email].join(' ')),
      )
      .sort();
  }

  it('reads everybody, tells how far it is, and lists whom it had to pass over', async () => {
    const told: number[] = [];
    reader.onDidChange(() => told.push(reader.progress.read));
    await reader.run();
    assert.equal(reader.state, 'done');
    assert.deepEqual(everybody(), seed());
    assert.deepEqual(reader.progress, { read: 120, known: 120, listed: true });
    assert.ok(told.includes(60));
    assert.equal(reader.expectedMembers, reader.index.size);
    assert.ok(reader.finishedAt);
    const inactive = emulator.current.state.customers.filter(
      ({ _id }) => !emulator.current.state.tokenOf(_id).active,
    );
    assert.deepEqual(
      reader.skipped.map(({ customer }) => customer.id),
      inactive.map(({ _id }) => _id),
    );
    assert.match(String(reader.skipped[0]?.why), /not active/);
    assert.equal(
      emulator.current.requests.some(({ query }) => 'email' in query),
      false,
      "no member's token",
    );
  });

  it(`completes exactly although a fifth of all calls go wrong (INDEX_SEED=${SEED})`, async function () {
    this.timeout(30_000);
    const { current } = emulator;
    const faults = [
      'rateLimited',
      'resetBeforeAnswer',
      'error503',
      'resetInBody',
      'rateLimitedSeconds',
    ] as const;
    current.intercept(fault(faults, { rate: 0.2, seed: SEED }));
    await reader.run();
    assert.equal(reader.state, 'done');
    assert.deepEqual(everybody(), seed());
    assert.equal(reader.skipped.length, 1);
    assert.ok(current.requests.length > 400);
  });

  it('makes no call while the server asks for none for longer than the client waits by itself', async () => {
    const clock = new FakeClock();
    reader = new IndexReader(active.requireSession(), clock, false);
    emulator.current.intercept(fault('rateLimitedHour', { path: '/custom-user', times: 1 }));
    await reader.run();
    assert.ok(clock.waits.some((ms) => ms > 3_500_000));
    assert.deepEqual(everybody(), seed());
  });

  it('goes on with the page at which the server asked for a pause, or failed', async () => {
    const { current } = emulator;
    const refusals = [{ status: 429, headers: { 'retry-after': '3600' } }, { status: 500 }];
    current.intercept(({ path, query }) =>
      path === '/custom-user' && query['page'] === '2' ? refusals.shift() : undefined,
    );
    await reader.run();
    assert.equal(refusals.length, 0);
    const first = current.requests.filter(
      ({ path, query }) => path === '/custom-user' && query['page'] === '1',
    );
    assert.equal(first.length, 120, 'each first page is read once');
    assert.deepEqual(everybody(), seed());
  });

  it('pauses, makes no call meanwhile, and goes on where it was', async () => {
    const running = reader.run();
    await until(reader, () => reader.progress.read >= 10);
    reader.pause();
    assert.equal(reader.state, 'paused');
    assert.equal(reader.leftMs, undefined);
    await until(reader, () => emulator.current.requests.every(({ status }) => status !== undefined));
    const calls = emulator.current.requests.length;
    const { size } = reader.index;
    assert.ok(size > 0 && everybody().length === size, 'what is there is found');
    reader.resume();
    await running;
    assert.ok(emulator.current.requests.length > calls);
    assert.deepEqual(everybody(), seed());
  });

  it('pauses when the host is down, and goes on from there when told to', async () => {
    const running = reader.run();
    await until(reader, () => reader.progress.read >= 10);
    const restore = emulator.current.intercept(fault('resetBeforeAnswer'));
    await until(reader, () => reader.state === 'paused');
    assert.ok(isApiError(reader.pausedBy) && reader.pausedBy.kind === 'network');
    restore();
    reader.resume();
    await running;
    assert.deepEqual(everybody(), seed());
  });

  it('pauses when the partner key is refused', async () => {
    emulator.current.state.partnerKeyRejected = true;
    void reader.run();
    await until(reader, () => reader.state === 'paused');
    assert.ok(isApiError(reader.pausedBy) && reader.pausedBy.kind === 'unauthorized');
  });

  it('ends with what keeps the index from taking somebody in, and does not count as read', async () => {
    const full = new RangeError('Array buffer allocation failed');
    reader.index.add = () => {
      throw full;
    };
    await assert.rejects(reader.run(), full);
    assert.equal(reader.state, 'cancelled');
    assert.equal(reader.finishedAt, undefined);
  });

  it('ends with the session', async () => {
    const running = reader.run();
    await until(reader, () => reader.progress.read >= 5);
    active.dispose();
    await running;
    assert.equal(reader.state, 'cancelled');
  });

  for (const nth of [1, 2, 3]) {
    it(`cancelled at a random moment leaks no request (INDEX_SEED=${SEED}, ${nth})`, async () => {
      const { current } = emulator;
      let open = 0;
      let total = 0;
      // What the server has begun and not ended; `status` of a request that was cut off stays undefined.
      current.intercept(() => {
        total += 1;
        return {
          takeOver: (request, response, usual) => {
            if (request.socket.destroyed) return;
            open += 1;
            response.on('close', () => (open -= 1));
            const timer = setTimeout(() => {
              const { status, headers, body } = usual();
              response.writeHead(status, headers).end(body);
            }, 30);
            response.on('close', () => {
              clearTimeout(timer);
            });
          },
        };
      });
      const running = reader.run();
      const calls = 1 + Math.floor(randomFor(SEED, nth)() * 60);
      while (total < calls) await wait(1);
      const started = performance.now();
      reader.cancel();
      await running;
      while (open > 0) await wait(1);
      assert.ok(performance.now() - started < 1000);
      const after = total;
      await wait(150);
      // Those that were on their way when it was cancelled may still have arrived, but no more than ran at once.
      assert.ok(total - after <= 5, `${total - after} calls came late`);
      assert.equal(open, 0);
      assert.equal(reader.state, 'cancelled');
    });
  }
});

describe('IndexReader at a host whose fetches replace tokens', () => {
  const emulator = useEmulator({ customers: 30, members: 200, tokenFetch: 'newForAll' });

  it('pauses at the first token that is another one, and fetches the rest only when told to', async () => {
    const { active } = await connect(emulator.current);
    const fetches = (): number => emulator.current.requests.filter(({ query }) => 'userId' in query).length;
    const first = new IndexReader(active.requireSession(), new FakeClock(), false);
    await first.run();
    assert.equal(first.state, 'done', 'nothing shows in the first reading');
    const before = fetches();

    await active.switchTo('one');
    const second = new IndexReader(active.requireSession(), new FakeClock(), false);
    const running = second.run();
    await until(second, () => second.state !== 'reading');
    assert.equal(second.state, 'paused');
    assert.ok(second.pausedBy instanceof TokensAreReplaced);
    assert.ok(fetches() - before <= 5, 'those under way at most');
    second.resume();
    await running;
    assert.equal(second.state, 'done');
    assert.equal(second.index.size, first.index.size);
    active.dispose();
  });

  it('leaves no permission behind where the key is refused before a token is fetched', async () => {
    const { active } = await connect(emulator.current);
    const session = active.requireSession();
    session.update({ ...session.connection, tokenFetches: 'afterAsking' });
    const restore = emulator.current.intercept(({ path }) =>
      path === '/ext/get-user-token' ? { status: 401 } : undefined,
    );
    const reader = new IndexReader(session, new FakeClock(), true);
    const running = reader.run();
    await until(reader, () => reader.state === 'paused');
    // Goes on with a key that is known to be refused: nothing is sent any more.
    reader.resume();
    await until(reader, () => reader.state === 'paused');
    reader.cancel();
    await running;
    // Fetches that were under way go on to their end, and are permitted.
    const { customers } = emulator.current.state;
    await untilHolds(3_000, () => {
      assert.ok(customers.every(({ _id }) => session.mustAsk(_id)));
    });
    restore();
    active.dispose();
  });
});
