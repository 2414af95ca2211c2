import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Emulator } from '../../../src/emulator/server.ts';
import type { CustomerRecord, PermanentToken } from '../../../src/emulator/wire.ts';
import { assertRefused, call, fetchMemberToken, listCustomers, listMembers } from './calls.ts';
import { named, start, stopAll, write } from './calls.ts';

const CREATE = '/customer/create';
const someone = { username: 'Kim.Example@New.Example', name: 'Kim & Søn', password: 'any word' };

describe('emulator: writes', () => {
  let emulator: Emulator;
  let customer: CustomerRecord;

  beforeEach(async () => {
    emulator = await start();
    customer = named(emulator, 'Brightwater Dental Clinics');
  });
  afterEach(stopAll);

  const tokenOf = async (id: string) =>
    (
      await call<{ permanentToken: PermanentToken }>(
        emulator,
        `/ext/get-user-token?userId=${id}`,
        emulator.partnerKey,
      )
    ).body.data.permanentToken;

  async function lastListed(): Promise<CustomerRecord> {
    emulator.state.settings.pageSize = 100;
    return (await listCustomers(emulator)).body.data.at(-1)!;
  }

  it('creates a customer, at the end of the list, with a token of its own and no team', async () => {
    const created = await write(emulator, 'POST', CREATE, { ...someone, limit: 5 });
    assert.equal(created.status, 200);
    const { data, ...envelope } = created.body;
    assert.deepEqual(envelope, { success: true, message: '', code: 200 });
    const { _id, createdAt, updatedAt, ...rest } = data;
    assert.match(_id, /^[0-9a-f]{24}$/);
    assert.deepEqual(rest, {
      name: 'Kim & Søn',
      contact: { email: 'kim.example@new.example' },
      verified: false,
      status: 'ACTIVE',
      subscriptionType: 'v2',
    });
    assert.equal(createdAt, updatedAt);
    assert.deepEqual(await lastListed(), data);
    assert.equal(emulator.state.customers.length, 65);

    const { key, active } = await tokenOf(_id);
    assert.deepEqual([active, key === emulator.state.tokenOf(customer._id).key], [true, false]);
    const team = await call<unknown[]>(emulator, '/custom-user', key);
    assert.deepEqual([team.status, team.body.data], [200, []]);

    const second = await write(emulator, 'POST', CREATE, { ...someone, username: 'other@new.example' });
    assert.notEqual(second.body.data._id, _id);
    assert.equal((await lastListed())._id, second.body.data._id);
  });

  for (const [createPath, works, gone] of [
    ['both', [CREATE, '/customer'], []],
    ['newer', [CREATE], ['/customer']],
    ['older', ['/customer'], [CREATE]],
  ] as const) {
    it(`creates on the path it is told: ${createPath}`, async () => {
      emulator.state.settings.createPath = createPath;
      for (const path of gone) assertRefused(await write(emulator, 'POST', path, someone), 404);
      for (const path of works) {
        const body = { ...someone, username: `${path.length}@new.example` };
        assert.equal((await write(emulator, 'POST', path, body)).status, 200);
      }
    });
  }

  it('changes what an update names, and nothing else', async () => {
    const before = structuredClone(customer);
    const path = `/customer/${customer._id.toUpperCase()}`;
    const { status, body } = await write(emulator, 'PUT', path, {
      ...{ _id: 'another', name: 'Renamed', status: 'SUSPENDED', verified: !before.verified },
      ...{ contact: { email: 'New@Brightwater.Example' }, createdAt: 'now', whatever: 1 },
    });
    assert.equal(status, 200);
    const { updatedAt, ...rest } = body.data;
    assert.ok(updatedAt > before.updatedAt);
    assert.deepEqual(
      { ...rest, updatedAt: before.updatedAt },
      {
        ...before,
        name: 'Renamed',
        status: 'SUSPENDED',
        verified: !before.verified,
        contact: { email: 'new@brightwater.example' },
      },
    );
    assert.deepEqual((await listCustomers(emulator)).body.data[0], body.data);
    const again = await write(emulator, 'PUT', path, { username: 'third@brightwater.example' });
    assert.equal(again.body.data.contact.email, 'third@brightwater.example');
    assert.equal((await listMembers(emulator, customer)).body.data.length, 20);
  });

  it('deletes a customer with the whole team and all tokens, and answers without data', async () => {
    const bearer = emulator.state.tokenOf(customer._id).key;
    const [member] = emulator.state.teamOf(customer._id);
    const type = emulator.state.tokenTypeOf(customer._id, member!);
    const next = emulator.state.customers[1]!;
    const team = emulator.state.teamOf(next._id);
    const { status, body } = await write(emulator, 'DELETE', `/customer/${customer._id}`);
    assert.deepEqual([status, body], [200, { success: true, message: '', code: 200 }]);

    assert.equal((await listCustomers(emulator)).body.data[0]!._id, next._id);
    assertRefused(await call(emulator, '/custom-user', bearer), 401);
    const byId = `/ext/get-user-token?userId=${customer._id}`;
    assertRefused(await call(emulator, byId, emulator.partnerKey), 404);
    emulator.state.settings.memberTokenAuthorization = 'partner';
    const { email } = member!.contact;
    assertRefused(await fetchMemberToken(emulator, emulator.partnerKey, email, type), 404);
    assertRefused(await write(emulator, 'DELETE', `/customer/${customer._id}`), 404);
    // Not even if the customer came back.
    emulator.state.customers.push(customer);
    assertRefused(await call(emulator, '/custom-user', bearer), 401);
    // The others keep what they had.
    assert.deepEqual((await listMembers(emulator, next)).body.data, team.slice(0, 20));
  });

  it('keeps the teams of the others when one was deleted before they were opened', async () => {
    const other = await start();
    const second = named(emulator, 'Meridian Language Schools');
    await write(emulator, 'DELETE', `/customer/${customer._id}`);
    assert.deepEqual(emulator.state.teamOf(second._id), other.state.teamOf(second._id));
  });

  const broken: [body: unknown, method?: 'POST' | 'PUT'][] = [
    [undefined],
    [''],
    ['{"username":'],
    [[someone]],
    ['null'],
    [{ ...someone, username: undefined }],
    [{ ...someone, username: 'no address' }],
    [{ ...someone, name: '  ' }],
    [{ ...someone, name: 7 }],
    [{ ...someone, password: undefined }],
    [{ ...someone, limit: 'many' }],
    [undefined, 'PUT'],
    ['[]', 'PUT'],
    [{ name: '' }, 'PUT'],
    [{ status: 1 }, 'PUT'],
    [{ verified: 'yes' }, 'PUT'],
    [{ contact: 'x@new.example' }, 'PUT'],
    [{ contact: { email: 5 } }, 'PUT'],
    [{ username: 'no address' }, 'PUT'],
  ];
  for (const [body, method = 'POST'] of broken) {
    it(`refuses a body that is none, and changes nothing: ${method} ${JSON.stringify(body)}`, async () => {
      const before = structuredClone(emulator.state.customers);
      const path = method === 'POST' ? CREATE : `/customer/${customer._id}`;
      assertRefused(await write(emulator, method, path, body), 400);
      assert.deepEqual(emulator.state.customers, before);
    });
  }

  it('reads a body only if it comes as JSON', async () => {
    const send = (contentType: string) => write(emulator, 'POST', CREATE, someone, { contentType });
    for (const other of ['text/plain', 'application/jsonp']) assertRefused(await send(other), 400);
    assert.equal((await send('Application/JSON; charset=utf-8')).status, 200);
  });

  it('refuses an e-mail address that another customer has, whatever its case', async () => {
    const other = named(emulator, 'Meridian Language Schools').contact.email.toUpperCase();
    assertRefused(await write(emulator, 'POST', CREATE, { ...someone, username: other }), 400);
    const path = `/customer/${customer._id}`;
    assertRefused(await write(emulator, 'PUT', path, { username: other }), 400);
    const own = customer.contact.email;
    assert.equal((await write(emulator, 'PUT', path, { username: own })).status, 200);
  });

  it('answers a malformed id with the published 400, and an unknown one with 404', async () => {
    const published: unknown = JSON.parse(
      await readFile(new URL('../../fixtures/error400.json', import.meta.url), 'utf8'),
    );
    for (const method of ['PUT', 'DELETE']) {
      for (const id of ['x', 'list', '%zz', `${customer._id}0`]) {
        assert.deepEqual(await write(emulator, method, `/customer/${id}`, {}), {
          status: 400,
          body: published,
        });
      }
      assertRefused(await write(emulator, method, `/customer/${'0'.repeat(24)}`, {}), 404);
    }
  });

  it('takes the partner key only', async () => {
    const bearer = emulator.state.tokenOf(customer._id).key;
    for (const [method, path] of [
      ['POST', CREATE],
      ['POST', '/customer'],
      ['PUT', `/customer/${customer._id}`],
      ['DELETE', `/customer/${customer._id}`],
    ] as const) {
      assertRefused(await write(emulator, method, path, someone, { bearer }), 401);
      assertRefused(await write(emulator, method, path, someone, { bearer: 'a-wrong-one' }), 401);
    }
    assert.equal(emulator.state.customers.length, 64);
  });
});
