import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { ApiError, isApiError } from '../../../src/api/errors.ts';
import type { RawReply } from '../../../src/emulator/intercept.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/server.ts';
import { describeError } from '../../../src/platform/describeError.ts';
import { ClientUnderTest, PATHS } from '../../support/apiClient.ts';
import { changedReply } from '../../support/changedReply.ts';

const RUNS = 10_000;
const TIME_LIMIT_MS = 5_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** After so many runs everything is loaded, and fast-check has its tables of characters. */
const WARM_UP = 1_000;
/** What may be held after all runs above what was then; the answers together have several times as much. */
const MEMORY_LIMIT_BYTES = 40 * 1024 * 1024;

/** Answers that nobody foresaw, made from right ones by every kind of change, some with the credentials in them. */
describe('answers that nobody foresaw', () => {
  let emulator: Emulator;
  const under = new ClientUnderTest({
    get current() {
      return emulator;
    },
  });
  let right: { readonly path: string; readonly body: fc.JsonValue }[];
  let customerToken: string;

  before(async () => {
    emulator = await startEmulator({ memberTokenAuthorization: 'partner' });
    const [customer] = emulator.state.customers;
    assert.ok(customer);
    customerToken = emulator.state.tokenOf(customer._id).key;
    const seen: typeof right = [];
    const unwatch = emulator.observe(({ path, reply }) => {
      seen.push({ path, body: JSON.parse(reply?.body ?? '') as fc.JsonValue });
    });
    const client = under.make();
    await client.listCustomers({ page: 1 });
    await client.listTeamMembers({ customerToken, page: 1 });
    await client.getCustomerToken({ customerId: customer._id });
    unwatch();
    right = seen;
  });
  after(async () => {
    await emulator.stop();
  });

  it(`give a valid page or an ApiError without a secret in it, ${RUNS.toLocaleString('en')} times`, async () => {
    let reply: RawReply = {};
    emulator.intercept(() => reply);
    const client = under.make({ timeoutMs: TIME_LIMIT_MS, maxAnswerBytes: MAX_ANSWER_BYTES });
    const secrets = [emulator.partnerKey, customerToken];
    const counts = { read: 0, failed: 0 };
    let before = Infinity;

    await fc.assert(
      fc.asyncProperty(
        fc
          .constantFrom(...right)
          .chain(({ path, body }) => fc.tuple(fc.constant(path), changedReply(body, secrets))),
        async ([path, changed]) => {
          reply = changed;
          const began = performance.now();
          try {
            if (path === PATHS.customers) {
              (await client.listCustomers({ page: 1 })).items.forEach(validCustomer);
            } else if (path === PATHS.members) {
              (await client.listTeamMembers({ customerToken, page: 1 })).items.forEach(validMember);
            } else {
              const { key, active } = await client.getCustomerToken({ customerId: 'a'.repeat(24) });
              assert.ok(key.length > 0 && typeof active === 'boolean');
            }
            counts.read += 1;
          } catch (error) {
            if (!isApiError(error)) throw error;
            assert.ok(error instanceof ApiError);
            withoutSecrets(error, secrets);
            counts.failed += 1;
          }
          assert.ok(performance.now() - began < TIME_LIMIT_MS, 'it took longer than an answer may');
          const told = JSON.stringify(under.calls.splice(0));
          for (const secret of secrets)
            assert.ok(!told.includes(secret), 'a secret in what a log may record');
          if (counts.read + counts.failed === WARM_UP) before = await held();
        },
      ),
      { numRuns: RUNS },
    );
    // Were all answers refused, or none, the changes would show nothing.
    assert.ok(counts.read > RUNS / 20 && counts.failed > RUNS / 20, JSON.stringify(counts));
    assert.ok((await held()) - before < MEMORY_LIMIT_BYTES, 'it keeps what it has read');
  }).timeout(180_000);
});

/** Bytes held by JavaScript and its buffers, once what nobody needs is gone. */
async function held(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  // What the first collection released outside of JavaScript's heap goes with the next turn.
  await new Promise(setImmediate);
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function withoutSecrets(error: ApiError, secrets: readonly string[]): void {
  const told = [JSON.stringify(error), String(error.stack), describeError(error).message].join('\n');
  for (const secret of secrets)
    assert.equal(told.toLowerCase().includes(secret.toLowerCase()), false, 'a secret');
}

function validCustomer(customer: object): void {
  const { id, name, ...rest } = customer as Record<string, unknown>;
  assert.ok(typeof id === 'string' && id !== '' && typeof name === 'string');
  for (const value of Object.values(rest))
    assert.ok(['string', 'boolean', 'undefined'].includes(typeof value));
}

function validMember(member: object): void {
  const { id, name, ...rest } = member as Record<string, unknown>;
  assert.ok(typeof id === 'string' && id !== '' && typeof name === 'string');
  for (const value of Object.values(rest))
    assert.ok(['string', 'number', 'undefined'].includes(typeof value));
}
