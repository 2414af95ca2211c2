import assert from 'node:assert/strict';
import type { Agent } from 'undici';
import type { ApiClient } from '../src/api/client.ts';
import type { Server } from './processes.ts';

/** Pages of 20 team members, 18 KB each, that a contender reads in a round, over a connection that is kept. */
export const PAGES = 50;
export const ROUNDS = 300;

/** How the two are called; the first is the floor. */
export const NAMES = { bare: 'bare undici', ours: 'our client' };

/** The token that the page is read with. */
async function customerToken(client: ApiClient): Promise<string> {
  const [customer] = (await client.listCustomers({ page: 1 })).items;
  assert.ok(customer);
  return (await client.getCustomerToken({ customerId: customer.id })).key;
}

/** A round of the client as the extension uses it, validation included. */
export async function ours(
  Client: typeof ApiClient,
  { origin, partnerKey }: Server,
): Promise<() => Promise<void>> {
  const client = new Client({ origin, partnerKey: () => Promise.resolve(partnerKey) });
  const token = await customerToken(client);
  return async () => {
    for (let n = 0; n < PAGES; n += 1) {
      const { items } = await client.listTeamMembers({ customerToken: token, page: 1 });
      assert.equal(items.length, 20);
    }
  };
}

/** A round of bare undici, which asks for the same page with the same headers and only parses the JSON. */
export async function bare(
  agent: Agent,
  Client: typeof ApiClient,
  { origin, partnerKey }: Server,
): Promise<() => Promise<void>> {
  const client = new Client({ origin, partnerKey: () => Promise.resolve(partnerKey) });
  const headers = {
    authorization: `Bearer ${await customerToken(client)}`,
    authtype: 'Key',
    accept: 'application/json',
    'accept-encoding': 'gzip, br',
  };
  client.dispose();
  const path = '/custom-user?page=1&ispagination=true';
  return async () => {
    for (let n = 0; n < PAGES; n += 1) {
      const { body } = await agent.request({ origin, path, method: 'GET', headers });
      assert.equal(((await body.json()) as { data: unknown[] }).data.length, 20);
    }
  };
}
