import assert from 'node:assert/strict';
import { ApiClient } from '../../src/api/client.ts';
import { ApiError, type ApiErrorKind } from '../../src/api/errors.ts';
import type { CallRecord, HttpOptions } from '../../src/api/http.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { FakeClock } from './clock.ts';
import { onPath, type Interception } from '../../src/emulator/intercept.ts';

/** The paths of the Partner API, written out once more: a test must not take them from the code under test. */
export const PATHS = { customers: '/customer/list', members: '/custom-user', tokens: '/ext/get-user-token' };

/** A client of an emulator for each test of a suite; read its parts inside tests only. */
export class ClientUnderTest {
  readonly #emulator: { readonly current: Emulator };
  readonly #clients: ApiClient[] = [];
  /** Every call that a client of this test told of. */
  calls: CallRecord[] = [];
  /** The time of this test's clients. */
  clock = new FakeClock();

  constructor(emulator: { readonly current: Emulator }) {
    this.#emulator = emulator;
    beforeEach(() => {
      this.calls = [];
      this.clock = new FakeClock();
    });
    afterEach(() => {
      for (const client of this.#clients.splice(0)) client.dispose();
    });
  }

  make(options: { partnerKey?: string } & Partial<HttpOptions> = {}): ApiClient {
    const { url: origin, partnerKey: rightKey } = this.#emulator.current;
    const { partnerKey = rightKey, ...rest } = options;
    const client = new ApiClient({
      origin,
      partnerKey: () => Promise.resolve(partnerKey),
      clock: this.clock,
      onCall: (record) => this.calls.push(record),
      ...rest,
    });
    this.#clients.push(client);
    return client;
  }

  /** Has the list of customers answered with this, and asserts how the client fails. */
  async failsWith(
    interception: Interception,
    kind: ApiErrorKind,
    also: Partial<ApiError> = {},
    client = this.make(),
  ): Promise<ApiError> {
    const restore = this.#emulator.current.intercept(onPath(PATHS.customers, interception));
    try {
      const error = await rejection(client.listCustomers({ page: 1 }));
      assert.equal(error.kind, kind);
      for (const [name, value] of Object.entries(also)) {
        assert.deepEqual(error[name as keyof ApiError], value, name);
      }
      return error;
    } finally {
      restore();
    }
  }
}

/** The `ApiError` that a call fails with. */
export async function rejection(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ApiError, String(error));
  return error;
}
