import assert from 'node:assert/strict';
import { Agent } from 'undici';
import { ApiClient } from '../src/api/client.ts';
import { startEmulator } from '../src/emulator/server.ts';
import { compare } from './compare.ts';

const PAGES = 200;
const ROUNDS = 9;

/**
 * Pages of 20 team members over a kept connection: the client, validation included, against bare undici that only
 * parses the JSON. Both read the same server in the same process.
 */
export async function run(): Promise<void> {
  const emulator = await startEmulator();
  const agent = new Agent();
  const { partnerKey, url: origin, state } = emulator;
  const client = new ApiClient({ origin, partnerKey: () => Promise.resolve(partnerKey) });
  const [customer] = state.customers;
  assert.ok(customer);
  const { key } = await client.getCustomerToken({ customerId: customer._id });
  const headers = { authorization: `Bearer ${key}`, authtype: 'Key', accept: 'application/json' };
  try {
    await compare(`${PAGES} pages of 20 members`, ROUNDS, {
      async 'bare undici'() {
        for (let n = 0; n < PAGES; n += 1) {
          const { body } = await agent.request({
            origin,
            path: '/custom-user?page=1',
            method: 'GET',
            headers,
          });
          assert.equal(((await body.json()) as { data: unknown[] }).data.length, 20);
        }
      },
      async 'our client'() {
        for (let n = 0; n < PAGES; n += 1) {
          const { items } = await client.listTeamMembers({ customerToken: key, page: 1 });
          assert.equal(items.length, 20);
        }
      },
    });
  } finally {
    client.dispose();
    await agent.destroy();
    await emulator.stop();
  }
}
