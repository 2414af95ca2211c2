import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startEmulator } from '../../../src/emulator/server.ts';
import { call, listCustomers, listMembers, named, start, stopAll } from './calls.ts';

describe('emulator: server', () => {
  afterEach(stopAll);

  it('listens on a free loopback port of its own, with a key of its own', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    for (const emulator of [one, two]) {
      assert.match(emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await listCustomers(emulator)).status, 200);
    }
    // An address of this machine, too, but another one: only who listens on all of them answers.
    const elsewhere = one.url.replace('127.0.0.1', '127.0.0.2');
    await assert.rejects(fetch(elsewhere, { signal: AbortSignal.timeout(2_000) }));
    assert.notEqual(one.url, two.url);
    assert.notEqual(one.partnerKey, two.partnerKey);
    assert.equal((await call(one, '/customer/list', two.partnerKey)).status, 401);
  });

  it('takes a given port and key, and rejects when the port is taken', async () => {
    const first = await start({ partnerKey: 'a-given-one' });
    assert.equal(first.partnerKey, 'a-given-one');
    assert.equal((await call(first, '/customer/list', 'a-given-one')).status, 200);
    const port = Number(new URL(first.url).port);
    await assert.rejects(startEmulator({ port }), { code: 'EADDRINUSE' });
    await first.stop();
    assert.equal((await start({ port })).url, first.url);
  });

  it('closes the port and idle and busy connections when stopped, once or twice', async () => {
    const emulator = await start();
    emulator.intercept(() => 'hang');
    const idle = connect(Number(new URL(emulator.url).port), '127.0.0.1');
    await once(idle, 'connect');
    const busy = listCustomers(emulator);
    while (emulator.requests.length === 0) await new Promise(setImmediate);
    const closed = once(idle, 'close');
    await Promise.all([emulator.stop(), assert.rejects(busy), closed]);
    await emulator.stop();
    await assert.rejects(listCustomers(emulator));
  });

  it('answers unknown paths and methods with 404 in the envelope', async () => {
    const emulator = await start();
    assert.equal((await call(emulator, '/nothing/here', emulator.partnerKey)).body.code, 404);
    const headers = { authorization: `Bearer ${emulator.partnerKey}`, authtype: 'Key' };
    const posted = await fetch(`${emulator.url}/customer/list`, { method: 'POST', headers, body: '{}' });
    assert.equal(posted.status, 404);
  });

  it('says that it answers JSON', async () => {
    const { url } = await start();
    const { headers } = await fetch(`${url}/customer/list`);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  });

  it('records each call with the kind of credential and the status, but no credential', async () => {
    const emulator = await start();
    const customer = named(emulator, 'Brightwater Dental Clinics');
    await listCustomers(emulator, '?page=2&sort=name');
    await listMembers(emulator, customer, '?searchText=o%27c');
    await call(emulator, '/customer/list', emulator.state.tokenOf(customer._id).key);
    await call(emulator, '/custom-user', 'a-wrong-one');
    await (await fetch(`${emulator.url}/custom-user`)).text();
    assert.deepEqual(emulator.requests, [
      {
        method: 'GET',
        path: '/customer/list',
        query: { page: '2', sort: 'name' },
        credential: 'partner',
        status: 200,
      },
      {
        method: 'GET',
        path: '/custom-user',
        query: { searchText: "o'c" },
        credential: 'customer',
        status: 200,
      },
      { method: 'GET', path: '/customer/list', query: {}, credential: 'customer', status: 401 },
      { method: 'GET', path: '/custom-user', query: {}, credential: 'refused', status: 401 },
      { method: 'GET', path: '/custom-user', query: {}, credential: 'none', status: 401 },
    ]);
    const record = JSON.stringify(emulator.requests);
    for (const value of [emulator.partnerKey, emulator.state.tokenOf(customer._id).key, 'a-wrong-one']) {
      assert.ok(!record.includes(value));
    }
  });

  it('waits before it answers when told to', async () => {
    const emulator = await start({ delayMs: 50 });
    const before = performance.now();
    await listCustomers(emulator);
    // A timer may be early by a fraction of a millisecond.
    assert.ok(performance.now() - before >= 49);
  });
});
