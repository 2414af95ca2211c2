import assert from 'node:assert/strict';
import { ApiClient } from '../../../src/api/client.ts';
import { isApiError } from '../../../src/api/errors.ts';
import { pagesOf } from '../../../src/api/pages.ts';
import { startForeignMock, type ForeignMock } from './foreignMock.ts';

const CUSTOMER = '66a1f1a0d4e5f60718293900';

describe('the client against a mock server made from the contract alone', () => {
  let mocks: readonly ForeignMock[] = [];
  const clients: ApiClient[] = [];

  before(async function () {
    // Two starts of a large program, on a machine that may be busy.
    this.timeout(60_000);
    mocks = await Promise.all([startForeignMock(), startForeignMock('--dynamic')]);
  });
  after(() => Promise.all(mocks.map((mock) => mock.stop())));
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });

  function clientOf(mock: ForeignMock): ApiClient {
    const client = new ApiClient({ origin: mock.url, partnerKey: () => Promise.resolve('a-partner-key') });
    clients.push(client);
    return client;
  }

  /** Every call of the client's vocabulary. Fails with Prism's words where Prism does not take a request. */
  async function everyCall(mock: ForeignMock) {
    const client = clientOf(mock);
    const customer = { email: 'Office@Brightwater.example', name: 'Brightwater', password: 'a placeholder' };
    const ofMember = { email: 'o+b@agency.example', type: 'CUSTOM_USER' } as const;
    try {
      const customers = await client.listCustomers({ page: 1 });
      const customersToken = await client.getCustomerToken({ customerId: CUSTOMER });
      const { key: customerToken } = customersToken;
      const told = {
        customers: customers.items,
        customersToken,
        members: (await client.listTeamMembers({ customerToken, page: 2, searchText: '+90 o’c' })).items,
        membersTokens: [
          await client.getUserToken({ ...ofMember, customerToken }),
          await client.getUserToken(ofMember),
        ],
        created: [
          await client.createCustomer({ customer }),
          await client.createCustomer({ customer: { ...customer, limit: 3 }, path: '/customer' }),
        ],
        updated: await client.updateCustomer({ customerId: CUSTOMER, changes: { name: 'New' } }),
      };
      await client.deleteCustomer({ customerId: CUSTOMER });
      return told;
    } catch (error) {
      if (!isApiError(error)) throw error;
      throw new Error(`${error.message}\n${mock.complaints().join('\n')}`, { cause: error });
    }
  }

  it("makes and reads every call with the document's examples", async () => {
    const { customers, customersToken, members, membersTokens, created, updated } = await everyCall(
      mocks[0]!,
    );
    assert.deepEqual(
      customers.map(({ id, email }) => [id, email]),
      [[CUSTOMER, 'office@brightwater.example']],
    );
    const token = { key: 'the-token-of-the-customer', active: true };
    assert.deepEqual([customersToken, ...membersTokens], [token, token, token]);
    assert.deepEqual(
      members.map(({ name, phone, bots }) => [name, phone, bots]),
      [
        ['Samira Öz', '+90 5550100200', 2],
        ['Théo Marchand', '+33 5550100300', 0],
      ],
    );
    for (const customer of created) assert.equal(customer?.id, CUSTOMER);
    assert.equal(updated, undefined);
  });

  it('makes and reads every call with answers made up from the schemas', async () => {
    let rows = 0;
    for (let round = 0; round < 10; round += 1) {
      const { customers, members, membersTokens } = await everyCall(mocks[1]!);
      for (const { id } of [...customers, ...members]) assert.match(id, /^[0-9a-f]{24}$/i);
      for (const { key } of membersTokens) assert.ok(key.length > 0);
      rows += customers.length + members.length;
    }
    assert.ok(rows > 0);
  });

  it('comes to the end of a list whose pages are all the same', async () => {
    const pages: number[] = [];
    const client = clientOf(mocks[0]!);
    const all = pagesOf((page) => client.listCustomers({ page }));
    for await (const { length } of all) pages.push(length);
    assert.deepEqual(pages, [1]);
  });

  it('would fail if the client sent what the document does not allow', async () => {
    const client = clientOf(mocks[0]!);
    await assert.rejects(client.getCustomerToken({ customerId: 'none' }), { kind: 'unauthorized' });
    const withoutAuthtype = await fetch(`${mocks[0]!.url}/customer/list`, {
      headers: { authorization: 'Bearer a-partner-key' },
    });
    assert.equal(withoutAuthtype.status, 400);
    assert.match(withoutAuthtype.headers.get('sl-violations') ?? '', /authtype/);
    const withoutBearer = await fetch(`${mocks[0]!.url}/customer/list`, { headers: { authtype: 'Key' } });
    assert.equal(withoutBearer.status, 401);
  });
});
