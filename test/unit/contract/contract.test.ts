import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/emulator/exchange.ts';
import { startEmulator } from '../../../src/emulator/server.ts';
import { contract, holdToContract, type Contract } from '../../support/contract.ts';
import { fixture } from '../../support/fixture.ts';

const headers = { authorization: 'Bearer <credential>', authtype: 'Key', 'content-type': 'application/json' };
const newCustomer = {
  username: 'office@brightwater.example',
  name: 'Brightwater',
  password: 'a placeholder',
};

describe('the check against the contract', () => {
  let checks: Contract;
  before(async () => {
    checks = await contract();
  });

  function request(call: string, changes: Partial<Exchange> & { json?: unknown } = {}): string[] {
    const { json, ...rest } = changes;
    const [method = '', target = ''] = call.split(' ');
    const { pathname: path, searchParams } = new URL(target, 'http://host.example');
    const body = json === undefined ? '' : JSON.stringify(json);
    const query = Object.fromEntries(searchParams);
    return checks.ofRequest({
      ...{ method, path, query, headers, body, reply: undefined, intercepted: false },
      ...rest,
    });
  }

  function answer(call: string, status: number, body: unknown, type = 'application/json'): string[] {
    const [method = '', path = ''] = call.split(' ');
    const reply = {
      status,
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    };
    const exchange = { method, path, query: {}, headers, body: '', reply, intercepted: false };
    return checks.ofAnswer(exchange, reply);
  }

  it('lets every documented call pass', () => {
    for (const call of [
      'GET /customer/list',
      'GET /customer/list?page=2&sort=name',
      'GET /custom-user?page=1&ispagination=true&searchText=%2B90',
      'GET /ext/get-user-token?userId=66a1f1a0d4e5f60718293900',
      'GET /ext/get-user-token?email=o%2Bb@agency.example&type=CUSTOM_USER',
      'DELETE /customer/66a1f1a0d4e5f60718293900',
    ])
      assert.deepEqual(request(call), [], call);
    for (const path of ['/customer/create', '/customer'])
      assert.deepEqual(request(`POST ${path}`, { json: { ...newCustomer, limit: 3 } }), [], path);
    assert.deepEqual(request('PUT /customer/66a1f1a0d4e5f60718293900', { json: { name: 'New' } }), []);
  });

  for (const [what, call, changes, wrong] of [
    ['a missing header', 'GET /customer/list', { headers: { authorization: 'Bearer x' } }, 'header.authtype'],
    ['another value of it', 'GET /customer/list', { headers: { ...headers, authtype: 'key' } }, 'authtype'],
    [
      'no bearer',
      'GET /customer/list',
      { headers: { authtype: 'Key' } },
      'header.authorization is no bearer',
    ],
    ['a word for a page', 'GET /customer/list?page=two', {}, 'query.page must be integer'],
    ['page 0', 'GET /customer/list?page=0', {}, 'query.page must be >= 1'],
    ['another boolean', 'GET /custom-user?ispagination=1', {}, 'query.ispagination must be boolean'],
    ['another spelling', 'GET /custom-user?isPagination=true', {}, 'query.isPagination is not documented'],
    ['no parameter', 'GET /ext/get-user-token', {}, 'query has none of userId, or email with type'],
    ['half of a call', 'GET /ext/get-user-token?email=a@b.example', {}, 'query has email of userId'],
    ['both calls at once', 'GET /ext/get-user-token?userId=66a1f1a0d4e5f60718293900&type=AGENT', {}, 'query'],
    [
      'an unknown type',
      'GET /ext/get-user-token?email=a@b.example&type=ADMIN',
      {},
      'query.type must be equal',
    ],
    ['an id that is none', 'DELETE /customer/12', {}, 'path.id must match'],
    ['no body', 'POST /customer/create', {}, 'requestBody is missing'],
    ['half a body', 'POST /customer', { json: { name: 'x' } }, 'requestBody.username is missing'],
    [
      'an attribute of another type',
      'POST /customer',
      { json: { ...newCustomer, limit: 'x' } },
      'limit must be',
    ],
    ['an undocumented one', 'POST /customer', { json: { ...newCustomer, x: 1 } }, 'requestBody.x is not doc'],
    [
      'a body of another type',
      'POST /customer',
      { json: newCustomer, headers: { ...headers, 'content-type': 'text/plain' } },
      'header.content-type is text/plain, not application/json',
    ],
    ['another method', 'POST /customer/list', {}, 'stands nowhere'],
    ['another path', 'GET /customers', {}, 'stands nowhere'],
  ] as const)
    it(`finds in a request: ${what}`, () => {
      const found = request(call, changes);
      assert.ok(found.length > 0);
      const [method = '', target = ''] = call.split(' ');
      assert.ok(found.every((sentence) => sentence.startsWith(`${method} ${target.split(/[?\d]/)[0]}`)));
      assert.ok(
        found.some((sentence) => sentence.includes(wrong)),
        found.join('\n'),
      );
    });

  it('lets the published samples pass', () => {
    for (const name of ['teamMembersOlder.json', 'teamMembersNewer.json'])
      assert.deepEqual(answer('GET /custom-user', 200, fixture(name)), [], name);
    assert.deepEqual(answer('GET /customer/list', 400, fixture('error400.json')), []);
    assert.deepEqual(answer('DELETE /customer/x', 200, { success: true, message: '', code: 200 }), []);
  });

  it('lets unknown words, unknown attributes and a failure with HTTP 200 pass', () => {
    const page = JSON.parse(fixture('teamMembersNewer.json')) as { data: Record<string, unknown>[] };
    const data = page.data.map((member) => ({ ...member, status: 'ON_LEAVE', surprise: { deep: [1] } }));
    assert.deepEqual(answer('GET /custom-user', 200, { ...page, data, meta: { total: 2 } }), []);
    const failure = { success: false, message: 'Invalid token', code: 401 };
    assert.deepEqual(answer('GET /custom-user', 200, failure), []);
  });

  const member = (JSON.parse(fixture('teamMembersOlder.json')) as { data: [Record<string, unknown>] })
    .data[0];
  const page = (...data: unknown[]) => ({ success: true, message: '', data, code: 200 });
  for (const [what, body, wrong, status = 200, type] of [
    ['a member without an id', page(member, { ...member, _id: undefined }), 'data.1._id is missing'],
    ['an id that is none', page({ ...member, _id: 7 }), 'data.0._id must be string'],
    [
      'a time that is none',
      page({ ...member, createdAt: 'yesterday' }),
      'data.0.createdAt must match format',
    ],
    ['a part of another type', page({ ...member, contact: [] }), 'data.0.contact must be object'],
    ['a member that is no object', page('x'), 'data.0 must be object'],
    ['no list', { success: true, message: '', code: 200 }, 'data is missing'],
    ['no envelope', [member], 'no JSON object'],
    ['half an envelope', { success: true, data: [] }, 'code is missing'],
    ['a success with a failing status', page(), 'success must be equal to constant', 404],
    ['a failure that does not say why', { success: false, code: 500 }, 'message is missing', 500],
    ['half a body', '{"success":tr', 'no JSON object'],
    [
      'another media type',
      page(),
      'header.content-type is text/html, not application/json',
      200,
      'text/html',
    ],
  ] as const)
    it(`finds in an answer: ${what}`, () => {
      const found = answer('GET /custom-user', status, body, type);
      assert.ok(
        found.some((sentence) => sentence.includes(wrong)),
        found.join('\n'),
      );
      assert.ok(found.every((sentence) => sentence.startsWith(`GET /custom-user was answered (${status})`)));
    });

  it('watches an emulator, and passes over what was intercepted', async () => {
    const emulator = await startEmulator({ customers: 1 });
    const get = (authtype: string) =>
      fetch(`${emulator.url}/customer/list`, {
        headers: { authorization: `Bearer ${emulator.partnerKey}`, authtype },
      });
    try {
      const both = await holdToContract(emulator, { requests: true });
      const answers = await holdToContract(emulator, { requests: false });
      await get('Key');
      both();
      const takeAway = emulator.intercept(() => ({ status: 200, body: 'anything' }));
      await get('Token');
      answers();
      assert.throws(both, /GET \/customer\/list was sent against the document: header\.authtype must be/);
      takeAway();
      Object.assign(emulator.state.customers[0]!, { name: undefined });
      await get('Key');
      for (const assertKept of [both, answers])
        assert.throws(assertKept, /GET \/customer\/list was answered .*: data\.0\.name is missing/);
      both();
    } finally {
      await emulator.stop();
    }
  });
});
