import assert from 'node:assert/strict';
import { onPath } from '../../../src/emulator/intercept.ts';
import type { Emulator } from '../../../src/emulator/server.ts';
import { listCustomers, start, stopAll } from './calls.ts';

function get(emulator: Emulator, path = '/customer/list', signal?: AbortSignal): Promise<Response> {
  const headers = { authorization: `Bearer ${emulator.partnerKey}`, authtype: 'Key' };
  return fetch(emulator.url + path, { headers, ...(signal && { signal }) });
}

describe('emulator: intercept', () => {
  afterEach(stopAll);

  it('answers the next calls of one path with a raw status, headers and body', async () => {
    const emulator = await start();
    const reply = { status: 503, headers: { 'retry-after': '7' }, body: '{"success":tr' };
    emulator.intercept(onPath('/customer/list', reply, 2));
    assert.notEqual((await get(emulator, '/custom-user')).status, 503);
    for (let nth = 1; nth <= 2; nth++) {
      const response = await get(emulator);
      assert.equal(response.status, 503);
      assert.equal(response.headers.get('retry-after'), '7');
      assert.equal(response.headers.get('content-type'), null);
      assert.equal(await response.text(), '{"success":tr');
    }
    assert.equal((await get(emulator)).status, 200);
    assert.deepEqual(
      emulator.requests.map(({ status }) => status),
      [401, 503, 503, 200],
    );
  });

  it('stays until taken away, and the newest is asked first', async () => {
    const emulator = await start();
    emulator.intercept(onPath('/customer/list', { status: 500 }));
    const takeAway = emulator.intercept(onPath('/customer/list', { status: 502 }));
    assert.equal((await get(emulator)).status, 502);
    assert.equal((await get(emulator)).status, 502);
    takeAway();
    takeAway();
    assert.equal((await get(emulator)).status, 500);
  });

  it('decides by the call, and may take its time', async () => {
    const emulator = await start();
    emulator.intercept(async ({ method, query }) => {
      await new Promise(setImmediate);
      return method === 'GET' && query['page'] === '2' ? { status: 418 } : undefined;
    });
    assert.equal((await get(emulator)).status, 200);
    assert.equal((await get(emulator, '/customer/list?page=2')).status, 418);
  });

  it('changes the usual answer', async () => {
    const emulator = await start();
    const transform = (usual: { body: string | Uint8Array }) => ({
      ...usual,
      body: String(usual.body).replace('"code":200', '"code":201'),
    });
    emulator.intercept(() => ({ transform }));
    const { status, body } = await listCustomers(emulator);
    assert.deepEqual([status, body.code, body.data.length], [200, 201, 20]);
  });

  it('never answers', async () => {
    const emulator = await start();
    emulator.intercept(() => 'hang');
    await assert.rejects(get(emulator, '/customer/list', AbortSignal.timeout(50)), { name: 'TimeoutError' });
    assert.deepEqual(
      emulator.requests.map(({ status }) => status),
      [undefined],
    );
  });

  it('cuts the connection', async () => {
    const emulator = await start();
    emulator.intercept(() => 'reset');
    const error: unknown = await get(emulator).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof TypeError);
    // Which of the two depends on what the client sees first.
    assert.match((error.cause as { code: string }).code, /^(ECONNRESET|UND_ERR_SOCKET)$/);
  });

  it('hands the response over', async () => {
    const emulator = await start();
    let cut: (() => void) | undefined;
    emulator.intercept(() => ({
      takeOver: (_, response) => {
        response.writeHead(203, { 'content-length': '100' }).write('half');
        cut = () => response.destroy();
      },
    }));
    const response = await get(emulator);
    assert.equal(response.status, 203);
    // Recorded with the head: the body may take for ever.
    assert.equal(emulator.requests[0]?.status, 203);
    cut?.();
    await assert.rejects(response.text());
  });

  it('records the status of an answer that was written later', async () => {
    const emulator = await start();
    emulator.intercept(() => ({
      takeOver: (_, response) => void setImmediate(() => response.writeHead(204).end()),
    }));
    assert.equal((await get(emulator)).status, 204);
    while (emulator.requests[0]?.status === undefined) await new Promise(setImmediate);
    assert.equal(emulator.requests[0].status, 204);
  });

  it('answers 500 when an interceptor throws', async () => {
    const emulator = await start();
    emulator.intercept(() => {
      throw new Error('a mistake in a test');
    });
    const response = await get(emulator);
    assert.equal(response.status, 500);
    assert.match(await response.text(), /a mistake in a test/);
  });
});
