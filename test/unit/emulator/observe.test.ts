import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/emulator/exchange.ts';
import type { Emulator } from '../../../src/emulator/server.ts';
import { call, listCustomers, request, start, stopAll } from './calls.ts';

describe('emulator: observe', () => {
  afterEach(stopAll);

  async function observed(act: (emulator: Emulator) => Promise<unknown>) {
    const emulator = await start();
    const exchanges: Exchange[] = [];
    emulator.observe((exchange) => exchanges.push(exchange));
    await act(emulator);
    return { emulator, exchanges };
  }

  it('tells of a call and its answer by the time the client has it', async () => {
    let body: unknown;
    const { exchanges } = await observed(async (emulator) => {
      ({ body } = await listCustomers(emulator, '?page=2'));
    });
    const [{ headers, reply, ...rest }] = exchanges as [Exchange];
    assert.deepEqual(rest, {
      method: 'GET',
      path: '/customer/list',
      query: { page: '2' },
      body: '',
      intercepted: false,
    });
    assert.equal(headers['authtype'], 'Key');
    assert.equal(reply?.status, 200);
    assert.equal(reply.headers['content-type'], 'application/json; charset=utf-8');
    assert.deepEqual(JSON.parse(reply.body), body);
  });

  it('tells no credential, in whatever form it came', async () => {
    const { exchanges, emulator } = await observed(async (running) => {
      await call(running, '/customer/list', running.partnerKey);
      for (const form of ['Basic ', '', 'Odd ', 'bearer '])
        await request(running, '/customer/list', { authorization: form + running.partnerKey });
    });
    assert.deepEqual(
      exchanges.map(({ headers }) => headers['authorization']),
      ['Bearer <credential>', 'Basic <credential>', '<credential>', '<credential>', '<credential>'],
    );
    assert.ok(!JSON.stringify(exchanges).includes(emulator.partnerKey));
  });

  it('tells of a request with a body, to interceptors as well', async () => {
    const body = '{"name":"Ærø"}';
    let seen: string | undefined;
    const { exchanges } = await observed(async (emulator) => {
      emulator.intercept((intercepted) => {
        seen = intercepted.body;
        return undefined;
      });
      await fetch(`${emulator.url}/nothing/here`, { method: 'POST', body });
    });
    assert.equal(exchanges[0]?.body, body);
    assert.equal(seen, body);
  });

  it('tells which answers an interceptor made, and that there was none', async () => {
    const { exchanges } = await observed(async (emulator) => {
      emulator.intercept(({ query }) => (query['page'] === '1' ? { status: 503, body: 'busy' } : undefined));
      emulator.intercept(({ query }) => (query['page'] === '2' ? 'reset' : undefined));
      for (const page of [1, 2, 3])
        await fetch(`${emulator.url}/customer/list?page=${page}`).catch(() => undefined);
    });
    assert.deepEqual(
      exchanges.map(({ intercepted, reply }) => [intercepted, reply?.status, reply?.body === 'busy']),
      [
        [true, 503, true],
        [true, undefined, false],
        [false, 401, false],
      ],
    );
  });

  it('tells nothing any more once ended', async () => {
    const emulator = await start();
    let told = 0;
    const end = emulator.observe(() => told++);
    await listCustomers(emulator);
    end();
    await listCustomers(emulator);
    assert.equal(told, 1);
  });

  it('refuses a body that is longer than any call needs', async () => {
    const emulator = await start();
    const send = async (length: number) =>
      (await fetch(`${emulator.url}/nothing`, { method: 'POST', body: 'x'.repeat(length) })).status;
    assert.equal(await send(1024 * 1024), 404);
    assert.equal(await send(1024 * 1024 + 1), 413);
  });
});
