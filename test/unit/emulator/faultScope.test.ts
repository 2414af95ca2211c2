import assert from 'node:assert/strict';
import { fault } from '../../../src/emulator/faults.ts';
import type { InterceptedCall, Interceptor } from '../../../src/emulator/intercept.ts';

const call: InterceptedCall = {
  origin: 'http://127.0.0.1:1',
  method: 'GET',
  path: '/customer/list',
  query: {},
  body: '',
};

/** Which statuses a fault gives to so many calls; `0` where it does nothing. */
async function statuses(interceptor: Interceptor, calls: readonly InterceptedCall[]): Promise<number[]> {
  const given: number[] = [];
  for (const each of calls)
    given.push(((await interceptor(each)) as { status?: number } | undefined)?.status ?? 0);
  return given;
}

const many = new Array<InterceptedCall>(1000).fill(call);

describe('emulator: which calls a fault hits', () => {
  it('all, unless told', async () => {
    assert.deepEqual(new Set(await statuses(fault('error500'), many)), new Set([500]));
  });

  it('those of a path and a method', async () => {
    const others = [call, { ...call, method: 'POST' }, { ...call, path: '/custom-user' }];
    const hit = (scope: Parameters<typeof fault>[1]) => statuses(fault('error500', scope), others);
    assert.deepEqual(await hit({ path: '/customer/list' }), [500, 500, 0]);
    assert.deepEqual(await hit({ method: 'GET' }), [500, 0, 500]);
    assert.deepEqual(await hit({ path: '/customer/list', method: 'GET' }), [500, 0, 0]);
  });

  it('a burst of them, in which others do not count', async () => {
    const calls = [{ ...call, path: '/custom-user' }, call, call, call];
    assert.deepEqual(
      await statuses(fault('error503', { times: 2, path: call.path }), calls),
      [0, 503, 503, 0],
    );
  });

  it('a share of them, the same in every run', async () => {
    const drawn = await statuses(fault('error500', { rate: 0.2 }), many);
    const hits = drawn.filter(Boolean).length;
    assert.ok(hits > 150 && hits < 250, String(hits));
    assert.deepEqual(await statuses(fault('error500', { rate: 0.2 }), many), drawn);
    assert.notDeepEqual(await statuses(fault('error500', { rate: 0.2, seed: 'other' }), many), drawn);
    assert.deepEqual(new Set(await statuses(fault('error500', { rate: 0 }), many)), new Set([0]));
  });

  it('several faults in turns, named or made for the purpose', async () => {
    const turns = fault(['error500', { status: 418 }, 'error504']);
    assert.deepEqual(await statuses(turns, many.slice(0, 4)), [500, 418, 504, 500]);
  });
});
