import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { RequestLimit } from '../../../src/api/requestLimit.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { ClientUnderTest, PATHS } from '../../support/apiClient.ts';
import { FakeClock } from '../../support/clock.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('the limit of requests at once', () => {
  let clock: FakeClock;
  let limit: RequestLimit;
  beforeEach(() => {
    clock = new FakeClock();
    limit = new RequestLimit(clock);
  });

  /** Asks for so many turns; tells how many were given. */
  function ask(count: number): { given: (() => void)[] } {
    const given: (() => void)[] = [];
    for (let n = 0; n < count; n += 1) void limit.take(undefined).then((giveBack) => given.push(giveBack));
    return { given };
  }

  it('is six, and the next one starts when one ends', async () => {
    const { given } = ask(8);
    await turn();
    assert.equal(given.length, 6);
    given[0]?.();
    await turn();
    assert.equal(given.length, 7);
  });

  it('is halved by each 429 down to one, and grows again after a run of good answers', () => {
    const seen = [limit.allowed];
    for (let n = 0; n < 4; n += 1) {
      limit.refused(0);
      seen.push(limit.allowed);
    }
    assert.deepEqual(seen, [6, 3, 1, 1, 1]);
    for (let n = 0; n < 9; n += 1) limit.answered();
    assert.equal(limit.allowed, 1);
    limit.answered();
    assert.equal(limit.allowed, 2);
    for (let n = 0; n < 1000; n += 1) limit.answered();
    assert.equal(limit.allowed, 6);
  });

  it('lets nobody through while the server wants a pause', async () => {
    limit.refused(5_000);
    const before = clock.now();
    const give = await limit.take(undefined);
    assert.equal(clock.now() - before, 5_000);
    give();
  });

  it('gives no turn to whoever has stopped already', async () => {
    await assert.rejects(limit.take(AbortSignal.abort(new Error('no longer'))), { message: 'no longer' });
  });

  it('forgets whoever stops waiting', async () => {
    const { given } = ask(6);
    const controller = new AbortController();
    const waiting = limit.take(controller.signal);
    controller.abort(new Error('no longer'));
    await assert.rejects(waiting, { message: 'no longer' });
    const next = ask(1);
    given[0]?.();
    await turn();
    assert.equal(next.given.length, 1);
  });
});

describe('clients of one host', () => {
  const emulator = useEmulator();
  const under = new ClientUnderTest(emulator);

  it('share the limit: twenty calls of two of them reach the server six at a time', async () => {
    const limits = new Map<string, RequestLimit>();
    const full = Promise.withResolvers<undefined>();
    let underWay = 0;
    let most = 0;
    emulator.current.intercept(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (underWay === 6) full.resolve(undefined);
      await full.promise;
      underWay -= 1;
      return undefined;
    });
    const one = under.make({ limits });
    const other = under.make({ limits });
    const calls = Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).listCustomers({ page: 1 }));
    await Promise.all(calls);
    assert.equal(most, 6);
  });

  it('slow down together after a 429, and all of their calls are answered', async () => {
    const limits = new Map<string, RequestLimit>();
    emulator.current.intercept(onPath(PATHS.customers, { status: 429, headers: { 'retry-after': '2' } }, 2));
    const clients = [under.make({ limits }), under.make({ limits })];
    await Promise.all(clients.map((client) => client.listCustomers({ page: 1 })));
    assert.ok((limits.get(emulator.current.url)?.allowed ?? 6) < 6);
    assert.ok(under.clock.waits.every((waited) => waited <= 2_000));
  });
});
