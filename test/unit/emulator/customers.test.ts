import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { PermanentToken } from '../../../src/emulator/wire.ts';
import type { Emulator } from '../../../src/emulator/server.ts';
import { assertRefused, call, listCustomers, named, start, stopAll } from './calls.ts';

describe('emulator: customers', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await start();
  });
  afterEach(stopAll);

  function fetchToken(userId: string) {
    return call<{ permanentToken: PermanentToken }>(
      emulator,
      `/ext/get-user-token?userId=${userId}`,
      emulator.partnerKey,
    );
  }

  it('lists them in the envelope, without meta, with the documented attributes', async () => {
    const { status, body } = await listCustomers(emulator);
    assert.equal(status, 200);
    const { data, ...envelope } = body;
    assert.deepEqual(envelope, { success: true, message: '', code: 200 });
    assert.deepEqual(Object.keys(data[0]!).sort(), [
      ...['_id', 'contact', 'createdAt', 'lastLogin', 'name', 'status', 'subscriptionType'],
      ...['updatedAt', 'verified'],
    ]);
    assert.deepEqual(Object.keys(data[0]!.contact), ['email']);
  });

  it('pages from 1 through all of them once, then gives no rows', async () => {
    const ids: string[] = [];
    for (let page = 1; page <= 4; page++) {
      const { data } = (await listCustomers(emulator, `?page=${page}`)).body;
      assert.equal(data.length, page < 4 ? 20 : 4);
      ids.push(...data.map(({ _id }) => _id));
    }
    assert.deepEqual(
      ids,
      emulator.state.customers.map(({ _id }) => _id),
    );
    for (const page of [5, 6, 1000]) {
      const { status, body } = await listCustomers(emulator, `?page=${page}`);
      assert.deepEqual([status, body.success, body.data], [200, true, []]);
    }
    assert.deepEqual(await listCustomers(emulator), await listCustomers(emulator, '?page=1'));
  });

  it('has the page size it is told, at the start and later', async () => {
    const small = await start({ pageSize: 3 });
    assert.equal((await listCustomers(small)).body.data.length, 3);
    small.state.settings.pageSize = 100;
    assert.equal((await listCustomers(small)).body.data.length, 64);
  });

  it('refuses a page that is none', async () => {
    for (const page of ['0', '-1', '1.5', 'two', '']) {
      assertRefused(await listCustomers(emulator, `?page=${page}`), 400);
    }
  });

  it('sorts by createdAt unless told, upwards, or downwards with a minus', async () => {
    emulator.state.settings.pageSize = 100;
    emulator.state.customers.reverse();
    const by = async (query: string, attribute: 'name' | 'createdAt') =>
      (await listCustomers(emulator, query)).body.data.map((customer) => customer[attribute]);
    const times = emulator.state.customers.map(({ createdAt }) => createdAt).sort();
    assert.deepEqual(await by('', 'createdAt'), times);
    assert.deepEqual(await by('?sort=createdAt', 'createdAt'), times);
    assert.deepEqual(await by('?sort=-createdAt', 'createdAt'), times.toReversed());
    assert.deepEqual(await by('?sort=name', 'name'), emulator.state.customers.map(({ name }) => name).sort());
  });

  it('shows what a test changes', async () => {
    emulator.state.customers[0]!.name = 'Renamed';
    assert.equal((await listCustomers(emulator)).body.data[0]!.name, 'Renamed');
  });

  it("fetches a customer's standing token, in the published shape", async () => {
    const customer = named(emulator, 'Brightwater Dental Clinics');
    const first = await fetchToken(customer._id);
    assert.equal(first.status, 200);
    assert.match(first.body.data.permanentToken.key, /^[A-Za-z0-9]{229}_[0-9a-f]{24}_c$/);
    assert.equal(first.body.data.permanentToken.active, true);
    assert.deepEqual(await fetchToken(customer._id), first);
    const listed = await call(emulator, '/custom-user', first.body.data.permanentToken.key);
    assert.equal(listed.status, 200);
  });

  it('says when the token is not active', async () => {
    const born = named(emulator, 'Księgarnia Pod Żaglami');
    const made = named(emulator, 'Meridian Language Schools');
    emulator.state.setTokenActive(made._id, false);
    for (const { _id } of [born, made]) {
      assert.equal((await fetchToken(_id)).body.data.permanentToken.active, false);
    }
    const inactive = emulator.state.customers.filter(({ _id }) => !emulator.state.tokenOf(_id).active);
    assert.equal(inactive.length, 2);
  });

  it('answers a malformed id with the published 400, and an unknown one with 404', async () => {
    const published: unknown = JSON.parse(
      await readFile(new URL('../../fixtures/error400.json', import.meta.url), 'utf8'),
    );
    for (const id of ['x', '', `${'0'.repeat(23)}g`]) {
      assert.deepEqual(await fetchToken(id), { status: 400, body: published });
    }
    assertRefused(await fetchToken('0'.repeat(24)), 404);
    const member = emulator.state.teamOf(emulator.state.customers[0]!._id)[0]!;
    assertRefused(await fetchToken(member._id), 404);
  });
});
