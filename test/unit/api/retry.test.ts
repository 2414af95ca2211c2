import assert from 'node:assert/strict';
import { ApiError, type ApiErrorDetails, type ApiErrorKind } from '../../../src/api/errors.ts';
import { retryAfterMs, waitBeforeRetry } from '../../../src/api/retry.ts';
import { onPath, type Interception } from '../../../src/emulator/intercept.ts';
import { ClientUnderTest, PATHS, rejection } from '../../support/apiClient.ts';
import { useEmulator } from '../../support/emulator.ts';

const call = { method: 'GET', path: '/x', origin: 'https://a.example', credential: 'partnerKey' } as const;

function wait(kind: ApiErrorKind, details: ApiErrorDetails = {}, attempt = 1): number | undefined {
  return waitBeforeRetry(new ApiError(kind, call, details), attempt, 0);
}

describe('the time before another attempt', () => {
  it('grows with each attempt, is scattered, and comes to an end', () => {
    const after = (attempt: number, chance: number): number | undefined =>
      waitBeforeRetry(new ApiError('server', call, { status: 503 }), attempt, chance);
    assert.deepEqual([after(1, 0), after(1, 1)], [150, 300]);
    assert.deepEqual([after(2, 0), after(2, 1)], [300, 600]);
    assert.equal(after(3, 0), undefined);
  });

  it('is what the server asks for, up to ten seconds', () => {
    assert.equal(wait('rateLimited', { retryAfterMs: 7_000 }), 7_000);
    assert.equal(wait('server', { status: 503, retryAfterMs: 10_000 }), 10_000);
    assert.equal(wait('rateLimited', { retryAfterMs: 10_001 }), undefined);
  });

  it('comes after what may pass only', () => {
    const passing: [ApiErrorKind, ApiErrorDetails][] = [
      ['network', { code: 'ECONNRESET' }],
      ['rateLimited', { status: 429 }],
      ['server', { status: 502 }],
      ['server', { status: 504 }],
    ];
    const lasting: [ApiErrorKind, ApiErrorDetails][] = [
      ['server', { status: 500 }],
      ['timeout', {}],
      ['network', { code: 'ETIMEDOUT' }],
      ['unauthorized', { status: 401 }],
      ['rejected', { status: 400 }],
      ['unexpectedResponse', { status: 200 }],
      ['network', { proxy: { url: 'http://proxy.example', failed: true, status: 407, problem: undefined } }],
    ];
    for (const [kind, details] of passing) assert.equal(wait(kind, details), 150, kind);
    for (const [kind, details] of lasting) assert.equal(wait(kind, details), undefined, kind);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0);
  for (const [header, expected] of [
    ['12', 12_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 12:01:00 GMT', 60_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['1000000000000', 86_400_000],
    ['9'.repeat(400), 86_400_000],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`of ${header === undefined ? 'nobody' : `“${header.slice(0, 40)}”`} means ${expected ?? 'nothing'}`, () => {
      assert.equal(retryAfterMs(header, now), expected);
    });
  }
});

describe('a call that fails for a moment', () => {
  const emulator = useEmulator();
  const under = new ClientUnderTest(emulator);
  const busy: Interception = { status: 503 };
  const faults: readonly Interception[] = ['reset', busy, { status: 429 }];

  it('is made again if it only reads, and tells of each attempt', async () => {
    emulator.current.intercept(onPath(PATHS.customers, busy, 2));
    assert.ok((await under.make().listCustomers({ page: 1 })).items.length > 0);
    assert.deepEqual(
      under.calls.map(({ status, attempt }) => [status, attempt]),
      [
        [503, 1],
        [503, 2],
        [200, 3],
      ],
    );
    assert.equal(under.clock.waits.length, 2);
  });

  it('fails after three attempts', async () => {
    emulator.current.intercept(onPath(PATHS.customers, busy));
    const error = await rejection(under.make().listCustomers({ page: 1 }));
    assert.deepEqual([error.kind, error.status], ['server', 503]);
    assert.equal(emulator.current.requests.length, 3);
  });

  it("is made again to read a customer's token, but never to fetch a user's, which may mint one", async () => {
    emulator.current.intercept(onPath(PATHS.tokens, 'reset', 1));
    const client = under.make();
    const [customer] = emulator.current.state.customers;
    await client.getCustomerToken({ customerId: customer?._id ?? '' });
    assert.equal(emulator.current.requests.length, 2);

    for (const fault of faults) {
      const sent: number = emulator.current.requests.length;
      const restore = emulator.current.intercept(onPath(PATHS.tokens, fault));
      await rejection(client.getUserToken({ email: 'a@b.example', type: 'AGENT' }));
      assert.equal(emulator.current.requests.length, sent + 1);
      restore();
    }
  });

  it("is made again to fetch a user's token if it surely never reached the server", async () => {
    await emulator.current.stop();
    const error = await rejection(under.make().getUserToken({ email: 'a@b.example', type: 'AGENT' }));
    assert.deepEqual([error.code, error.reached], ['ECONNREFUSED', false]);
    assert.equal(under.calls.length, 3);
  });

  it('is never made again if it writes', async () => {
    const customer = { email: 'new@b.example', name: 'New', password: 'secret' };
    for (const fault of faults) {
      const sent: number = emulator.current.requests.length;
      const restore = emulator.current.intercept(onPath('/customer/create', fault));
      await rejection(under.make().createCustomer({ customer }));
      assert.equal(emulator.current.requests.length, sent + 1);
      restore();
    }
  });

  it('is not made again once it is cancelled', async () => {
    const controller = new AbortController();
    emulator.current.intercept(() => {
      controller.abort();
      return busy;
    });
    await assert.rejects(under.make().listCustomers({ page: 1, signal: controller.signal }), {
      name: 'AbortError',
    });
    assert.equal(emulator.current.requests.length, 1);
  });
});
