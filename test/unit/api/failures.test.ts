import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { ApiClient } from '../../../src/api/client.ts';
import { onPath, type Interception } from '../../../src/emulator/intercept.ts';
import { ClientUnderTest, PATHS, rejection } from '../../support/apiClient.ts';
import { useEmulator } from '../../support/emulator.ts';
import { fixture } from '../../support/fixture.ts';

describe('what the API client makes of a failure', () => {
  const emulator = useEmulator();
  const under = new ClientUnderTest(emulator);

  it('takes a refused key as unauthorized, whether it is said with 401 or with the published 400', async () => {
    const error = await rejection(under.make({ partnerKey: 'wrong' }).listCustomers({ page: 1 }));
    assert.equal(error.kind, 'unauthorized');
    assert.equal(error.call.credential, 'partnerKey');
    await under.failsWith({ status: 400, body: fixture('error400.json') }, 'unauthorized', { status: 400 });
    await under.failsWith(
      { status: 400, body: '{"success":false,"message":"page must be a number","code":400}' },
      'rejected',
    );
  });

  it('says of which kind a refusal is', async () => {
    await under.failsWith({ status: 403 }, 'forbidden', { status: 403 });
    await under.failsWith({ status: 404 }, 'notFound');
    await under.failsWith({ status: 422 }, 'rejected');
    await under.failsWith({ status: 429, headers: { 'retry-after': '12' } }, 'rateLimited', {
      retryAfterMs: 12_000,
    });
    await under.failsWith({ status: 429 }, 'rateLimited', { retryAfterMs: undefined });
    await under.failsWith({ status: 503 }, 'server', { status: 503 });
  });

  it('takes HTTP 200 with success: false for what its code says', async () => {
    await under.failsWith({ body: '{"success":false,"message":"no","code":401}' }, 'unauthorized', {
      status: 401,
    });
    await under.failsWith({ body: '{"success":false,"message":"no"}' }, 'rejected');
    await under.failsWith({ body: fixture('error400.json') }, 'unauthorized', { status: 400 });
  });

  it('names the field that is missing or of another type, and nothing of its value', async () => {
    const data = [
      { _id: 'a'.repeat(24), name: 'Fine' },
      { _id: 'b'.repeat(24), name: 4711 },
    ];
    const error = await under.failsWith(
      { body: JSON.stringify({ success: true, data }) },
      'unexpectedResponse',
    );
    assert.match(error.message, /field data\.1\.name is missing or of another type/);
    assert.doesNotMatch(JSON.stringify(error) + error.message, /4711/);
  });

  it('says so when a token cannot stand in a request', async () => {
    const error = await rejection(under.make().listTeamMembers({ customerToken: 'broken\nin two', page: 1 }));
    assert.deepEqual(
      [error.kind, error.detail, error.reached],
      ['rejected', 'the key or token has a character that cannot stand in a request', false],
    );
  });

  it('answers a body that is no usable JSON with a clear error that does not quote it', async () => {
    const trailingComma = '{"success":true,"data":[{"_id":"QUOTED"},],"code":200}';
    const notJson = await under.failsWith({ body: trailingComma }, 'unexpectedResponse', {
      detail: 'a body that is not JSON',
    });
    assert.doesNotMatch(String(notJson.stack), /QUOTED/);
    await under.failsWith({ body: '<html>Sign in</html>' }, 'unexpectedResponse');
    await under.failsWith({ body: '' }, 'unexpectedResponse', { detail: 'an empty body' });
    await under.failsWith({ body: '[]' }, 'unexpectedResponse', { detail: 'a body of another shape' });
  });

  it('does not follow a redirect, and names only the origin it points to', async () => {
    const other = 'https://elsewhere.example/path?secret=1';
    await under.failsWith({ status: 302, headers: { location: other } }, 'unexpectedResponse', {
      detail: 'redirected to {0}, not followed',
      about: 'https://elsewhere.example',
    });
    await under.failsWith(
      { status: 307, headers: { location: '/customer/list?page=2' } },
      'unexpectedResponse',
      {
        detail: 'redirected to {0}, not followed',
        about: emulator.current.url,
      },
    );
    assert.equal(emulator.current.requests.length, 2, 'nothing was sent a second time');

    const { partnerKey } = emulator.current;
    const reflected = await under.failsWith(
      { status: 302, headers: { location: `https://${partnerKey}.example` } },
      'unexpectedResponse',
    );
    assert.equal(reflected.message.includes(partnerKey), false);
  });

  it('names no host in which a credential could stand, in parts or whole', async () => {
    const hex = '0123456789abcdef'.repeat(4);
    for (const location of [
      `https://${hex.slice(0, 32)}.${hex.slice(32)}.example/`,
      `https://${[0, 16, 32, 48].map((at) => hex.slice(at, at + 16)).join('.')}/`,
      'https://a1b2c3d4e5f6g7h8i9j0a1b2c3d4e5f6g7h8.example/',
      `https://user:${hex}@elsewhere.example/?key=${hex}`,
    ]) {
      const error = await under.failsWith({ status: 302, headers: { location } }, 'unexpectedResponse');
      assert.doesNotMatch(error.message, /[0-9a-f]{16}|a1b2c3/);
    }
  });

  it('takes a page of a million bad rows for what it is, at once', async () => {
    for (const element of ['1', '{}', 'null', '[]']) {
      const body = gzipSync(`{"success":true,"data":[${Array(1_000_000).fill(element).join(',')}]}`);
      const began = performance.now();
      await under.failsWith({ body, headers: { 'content-encoding': 'gzip' } }, 'unexpectedResponse', {
        detail: 'a page of too many rows',
      });
      assert.ok(performance.now() - began < 3_000);
    }
    await under.failsWith(
      { body: `{"success":true,"data":[${Array(20_000).fill('1').join(',')}]}` },
      'unexpectedResponse',
      {
        detail: 'field {0} is missing or of another type',
        about: 'data.0',
      },
    );
  });

  it('is not confused by a message that is no text', async () => {
    for (const message of ['{"toString":1}', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'null']) {
      await under.failsWith({ body: `{"success":false,"code":400,"message":${message}}` }, 'rejected', {
        status: 400,
      });
    }
  });

  it('sends half a character of a search as what a decoder makes of it', async () => {
    const { state, requests } = emulator.current;
    const { key } = state.tokenOf(state.customers[0]?._id ?? '');
    await under.make().listTeamMembers({ customerToken: key, page: 1, searchText: 'half \uD800' });
    assert.equal(requests.at(-1)?.query['searchText'], 'half \uFFFD');
  });

  it('does nothing once it is disposed of', async () => {
    const client = under.make();
    client.dispose();
    const error = await rejection(client.listCustomers({ page: 1 }));
    assert.deepEqual([error.kind, error.reached], ['network', false]);
    assert.equal(emulator.current.requests.length, 0);
  });

  it('can be cancelled while the key is being read', async () => {
    const controller = new AbortController();
    const client = new ApiClient({
      origin: emulator.current.url,
      partnerKey: () => new Promise(() => undefined),
    });
    const call = client.listCustomers({ page: 1, signal: controller.signal });
    controller.abort();
    await assert.rejects(call, { name: 'AbortError' });
    client.dispose();
  });

  it('gives up on a server that does not answer, or takes too long to', async () => {
    const impatient = under.make({ timeoutMs: 60 });
    await under.failsWith('hang', 'timeout', {}, impatient);
    const drop: Interception = {
      takeOver: (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"success":true,');
      },
    };
    await under.failsWith(drop, 'timeout', { status: 200 }, impatient);
  });

  it('reports a connection that is cut or refused as a network error with its code', async () => {
    const cut = await under.failsWith('reset', 'network');
    assert.match(String(cut.code), /^(ECONNRESET|UND_ERR_SOCKET)$/);
    await emulator.current.stop();
    const error = await rejection(under.make().listCustomers({ page: 1 }));
    assert.deepEqual([error.kind, error.code, error.status], ['network', 'ECONNREFUSED', undefined]);
  });

  it('stops reading an answer that is larger than it may be', async () => {
    const body = JSON.stringify({ success: true, data: 'x'.repeat(100_000) });
    const detail = 'an answer over the size limit';
    await under.failsWith({ body }, 'unexpectedResponse', { detail }, under.make({ maxAnswerBytes: 10_000 }));
  });

  it('stops at once when it is cancelled, and reports that as no error', async () => {
    const controller = new AbortController();
    // Cancelled while the server holds the call, which therefore is under way.
    emulator.current.intercept(({ path }) => {
      if (path !== PATHS.customers) return undefined;
      controller.abort();
      return 'hang';
    });
    const client = under.make();
    await assert.rejects(client.listCustomers({ page: 1, signal: controller.signal }), {
      name: 'AbortError',
    });
    assert.deepEqual(
      under.calls.map(({ outcome }) => outcome),
      ['cancelled'],
    );
    await assert.rejects(client.listCustomers({ page: 1, signal: controller.signal }), {
      name: 'AbortError',
    });
    assert.equal(emulator.current.requests.length, 1, 'what is cancelled before it is sent is not sent');
  });

  it('tells of every call by path, status and outcome, and never by its credential or query', async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const { key } = await under.make().getCustomerToken({ customerId: customer._id });
    await under.make().listTeamMembers({ customerToken: key, page: 1, searchText: 'Needle' });
    emulator.current.intercept(onPath(PATHS.tokens, { status: 500, body: key }));
    const error = await rejection(
      under.make().getUserToken({ email: 'a@b.example', type: 'AGENT', customerToken: key }),
    );
    assert.deepEqual(
      under.calls.map(({ path, status, outcome }) => [path, status, outcome]),
      [
        [PATHS.tokens, 200, 'ok'],
        [PATHS.members, 200, 'ok'],
        [PATHS.tokens, 500, 'server'],
      ],
    );
    const told = JSON.stringify(under.calls) + JSON.stringify(error) + String(error.stack);
    for (const secret of [key, emulator.current.partnerKey, 'Needle', 'a@b.example', customer._id]) {
      assert.equal(told.includes(secret), false);
    }
  });
});
