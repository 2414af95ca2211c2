import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ApiClient } from '../../../src/api/client.ts';
import { ApiError, type ApiErrorKind } from '../../../src/api/errors.ts';
import type { CallRecord } from '../../../src/api/http.ts';
import { onPath, type Interception } from '../../../src/emulator/intercept.ts';
import { useEmulator } from '../../support/emulator.ts';

const CUSTOMERS = '/customer/list';
const MEMBERS = '/custom-user';
const TOKENS = '/ext/get-user-token';

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');
}

describe('the API client against the emulator', () => {
  const emulator = useEmulator();
  let client: ApiClient;
  let calls: CallRecord[];

  function clientWith(
    options: { partnerKey?: string; timeoutMs?: number; maxAnswerBytes?: number } = {},
  ): ApiClient {
    const { partnerKey = emulator.current.partnerKey, ...rest } = options;
    return new ApiClient({
      origin: emulator.current.url,
      partnerKey: () => Promise.resolve(partnerKey),
      onCall: (record) => calls.push(record),
      ...rest,
    });
  }

  beforeEach(() => {
    calls = [];
    client = clientWith();
  });
  afterEach(() => {
    client.dispose();
  });

  /** Makes every customer list answer this, and asserts how the client fails. */
  async function failsWith(
    interception: Interception,
    kind: ApiErrorKind,
    also: Partial<ApiError> = {},
  ): Promise<ApiError> {
    const restore = emulator.current.intercept(onPath(CUSTOMERS, interception));
    try {
      const error = await rejection(client.listCustomers({ page: 1 }));
      assert.equal(error.kind, kind);
      for (const [name, value] of Object.entries(also))
        assert.deepEqual(error[name as keyof ApiError], value, name);
      return error;
    } finally {
      restore();
    }
  }

  it('lists customers page by page until an empty page', async () => {
    const names = new Set<string>();
    let pages = 0;
    for (let page = 1; ; page += 1) {
      const customers = await client.listCustomers({ page });
      if (customers.length === 0) break;
      pages += 1;
      for (const { id, name, email } of customers) {
        assert.match(id, /^[0-9a-f]{24}$/);
        assert.ok(name.length > 0);
        assert.match(email ?? '', /@/);
        names.add(id);
      }
    }
    assert.equal(names.size, emulator.current.state.customers.length);
    assert.ok(pages >= 3, 'more than one page was needed');
  });

  it("reads a customer's token with the partner key and lists that customer's team with it", async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const token = await client.getCustomerToken({ customerId: customer._id });
    assert.equal(token.active, true);
    const members = await client.listTeamMembers({ customerToken: token.key, page: 1 });
    const expected = emulator.current.state.teamOf(customer._id).slice(0, members.length);
    assert.deepEqual(members.map(({ id }) => id).sort(), expected.map(({ _id }) => _id).sort());
    assert.deepEqual(
      emulator.current.requests.map(({ credential }) => credential),
      ['partner', 'customer'],
    );
  });

  it('searches a team through searchText and asks for pages explicitly', async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const wanted = emulator.current.state.teamOf(customer._id).at(-1);
    assert.ok(wanted?.contact.email);
    const { key } = await client.getCustomerToken({ customerId: customer._id });
    const found = await client.listTeamMembers({
      customerToken: key,
      page: 1,
      searchText: wanted.contact.email,
    });
    assert.deepEqual(
      found.map(({ id }) => id),
      [wanted._id],
    );
    assert.deepEqual(emulator.current.requests.at(-1)?.query, {
      page: '1',
      ispagination: 'true',
      searchText: wanted.contact.email,
    });
  });

  it("fetches a member's token by e-mail and type, authorized by either credential", async () => {
    const { state } = emulator.current;
    const [customer] = state.customers;
    assert.ok(customer);
    const member = state.teamOf(customer._id).find(({ _id }) => state.tokenOf(_id).active);
    assert.ok(member?.contact.email);
    const request = { email: member.contact.email, type: state.tokenTypeOf(customer._id, member) };
    const { key: customerToken } = await client.getCustomerToken({ customerId: customer._id });
    assert.deepEqual(await client.getUserToken({ ...request, customerToken }), state.tokenOf(member._id));
    state.settings.memberTokenAuthorization = 'partner';
    assert.deepEqual(await client.getUserToken(request), state.tokenOf(member._id));
    assert.deepEqual(
      emulator.current.requests.map(({ credential }) => credential),
      ['partner', 'customer', 'partner'],
    );
  });

  for (const name of ['teamMembersOlder.json', 'teamMembersNewer.json']) {
    it(`reads the published sample ${name}`, async () => {
      emulator.current.intercept(onPath(MEMBERS, { body: fixture(name) }));
      const [member] = await client.listTeamMembers({ customerToken: 'any', page: 1 });
      assert.ok(member);
      assert.match(member.id, /^[0-9a-f]{24}$/);
      assert.ok(member.name.length > 0);
      assert.match(member.email ?? '', /@/);
      // The older sample lacks the lists: unknown is not none.
      assert.equal(member.bots === undefined, name === 'teamMembersOlder.json');
    });
  }

  it('ignores attributes it does not know and accepts words outside the documented lists', async () => {
    const customer = { _id: 'a'.repeat(24), name: 'New', status: 'ON_HOLIDAY', surprise: { deep: [1] } };
    emulator.current.intercept(
      onPath(CUSTOMERS, { body: JSON.stringify({ success: true, data: [customer], extra: 1 }) }),
    );
    const [read] = await client.listCustomers({ page: 1 });
    assert.equal(read?.status, 'ON_HOLIDAY');
    assert.equal(read.email, undefined);
    assert.equal('surprise' in read, false);
  });

  it('takes a refused key as unauthorized, whether it is said with 401 or with the published 400', async () => {
    const error = await rejection(clientWith({ partnerKey: 'wrong' }).listCustomers({ page: 1 }));
    assert.equal(error.kind, 'unauthorized');
    assert.equal(error.call.credential, 'partnerKey');
    await failsWith({ status: 400, body: fixture('error400.json') }, 'unauthorized', { status: 400 });
    await failsWith(
      { status: 400, body: '{"success":false,"message":"page must be a number","code":400}' },
      'rejected',
    );
  });

  it('says of which kind a refusal is', async () => {
    await failsWith({ status: 403 }, 'forbidden', { status: 403 });
    await failsWith({ status: 404 }, 'notFound');
    await failsWith({ status: 422 }, 'rejected');
    await failsWith({ status: 429, headers: { 'retry-after': '12' } }, 'rateLimited', {
      retryAfterMs: 12_000,
    });
    await failsWith({ status: 429 }, 'rateLimited', { retryAfterMs: undefined });
    await failsWith({ status: 503 }, 'server', { status: 503 });
  });

  it('takes HTTP 200 with success: false for what its code says', async () => {
    await failsWith({ body: '{"success":false,"message":"no","code":401}' }, 'unauthorized', { status: 401 });
    await failsWith({ body: '{"success":false,"message":"no"}' }, 'rejected');
  });

  it('names the field that is missing or of another type, and nothing of its value', async () => {
    const data = [
      { _id: 'a'.repeat(24), name: 'Fine' },
      { _id: 'b'.repeat(24), name: 4711 },
    ];
    const error = await failsWith({ body: JSON.stringify({ success: true, data }) }, 'unexpectedResponse');
    assert.equal(error.detail, 'field data.1.name is missing or of another type');
    assert.doesNotMatch(JSON.stringify(error) + error.message, /4711/);
  });

  it('answers a body that is no usable JSON with a clear error that does not quote it', async () => {
    const trailingComma = '{"success":true,"data":[{"_id":"QUOTED"},],"code":200}';
    const notJson = await failsWith({ body: trailingComma }, 'unexpectedResponse', {
      detail: 'a body that is not JSON',
    });
    assert.doesNotMatch(String(notJson.stack), /QUOTED/);
    await failsWith({ body: '<html>Sign in</html>' }, 'unexpectedResponse');
    await failsWith({ body: '' }, 'unexpectedResponse', { detail: 'an empty body' });
    await failsWith({ body: '[]' }, 'unexpectedResponse', { detail: 'a body of another shape' });
  });

  it('does not follow a redirect, and names only the origin it points to', async () => {
    const other = 'https://elsewhere.example/path?secret=1';
    await failsWith({ status: 302, headers: { location: other } }, 'unexpectedResponse', {
      detail: 'redirected to https://elsewhere.example, not followed',
    });
    await failsWith({ status: 307, headers: { location: '/customer/list?page=2' } }, 'unexpectedResponse', {
      detail: `redirected to ${emulator.current.url}, not followed`,
    });
    assert.equal(emulator.current.requests.length, 2, 'nothing was sent a second time');
  });

  it('gives up on a server that does not answer, or takes too long to', async () => {
    client = clientWith({ timeoutMs: 60 });
    await failsWith('hang', 'timeout');
  });

  it('reports a connection that is cut or refused as a network error with its code', async () => {
    const cut = await failsWith('reset', 'network');
    assert.match(String(cut.code), /^(ECONNRESET|UND_ERR_SOCKET)$/);
    await emulator.current.stop();
    const error = await rejection(client.listCustomers({ page: 1 }));
    assert.deepEqual([error.kind, error.code, error.status], ['network', 'ECONNREFUSED', undefined]);
  });

  it('stops reading an answer that is larger than it may be', async () => {
    client = clientWith({ maxAnswerBytes: 10_000 });
    await failsWith(
      { body: JSON.stringify({ success: true, data: 'x'.repeat(100_000) }) },
      'unexpectedResponse',
      {
        detail: 'an answer over the size limit',
      },
    );
  });

  it('stops at once when it is cancelled, and reports that as no error', async () => {
    emulator.current.intercept(onPath(CUSTOMERS, 'hang'));
    const controller = new AbortController();
    const listing = client.listCustomers({ page: 1, signal: controller.signal });
    controller.abort();
    await assert.rejects(listing, { name: 'AbortError' });
    assert.ok(calls.every(({ outcome }) => outcome === 'cancelled'));
    await assert.rejects(client.listCustomers({ page: 1, signal: controller.signal }), {
      name: 'AbortError',
    });
  });

  it('tells of every call by path, status and outcome, and never by its credential or query', async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const { key } = await client.getCustomerToken({ customerId: customer._id });
    await client.listTeamMembers({ customerToken: key, page: 1, searchText: 'Needle' });
    emulator.current.intercept(onPath(TOKENS, { status: 500, body: key }));
    const error = await rejection(
      client.getUserToken({ email: 'a@b.example', type: 'AGENT', customerToken: key }),
    );
    assert.deepEqual(
      calls.map(({ path, status, outcome }) => [path, status, outcome]),
      [
        [TOKENS, 200, 'ok'],
        [MEMBERS, 200, 'ok'],
        [TOKENS, 500, 'server'],
      ],
    );
    const told = JSON.stringify(calls) + JSON.stringify(error) + String(error.stack);
    for (const secret of [key, emulator.current.partnerKey, 'Needle', 'a@b.example', customer._id]) {
      assert.equal(told.includes(secret), false);
    }
  });
});

async function rejection(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ApiError, String(error));
  return error;
}
