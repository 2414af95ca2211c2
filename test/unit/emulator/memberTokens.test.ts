import assert from 'node:assert/strict';
import type { Emulator } from '../../../src/emulator/server.ts';
import type { CustomerRecord, MemberRecord } from '../../../src/emulator/wire.ts';
import { assertRefused, call, fetchMemberToken, named, start, stopAll } from './calls.ts';

describe("emulator: members' tokens", () => {
  let emulator: Emulator;
  let customer: CustomerRecord;
  let bearer: string;

  beforeEach(async () => {
    emulator = await start();
    customer = named(emulator, 'Brightwater Dental Clinics');
    bearer = emulator.state.tokenOf(customer._id).key;
  });
  afterEach(stopAll);

  function memberOf(type: 'AGENT' | 'CUSTOM_USER', owner = customer): MemberRecord {
    const team = emulator.state.teamOf(owner._id);
    return team.find((member) => emulator.state.tokenTypeOf(owner._id, member) === type)!;
  }

  for (const [right, wrong] of [
    ['AGENT', 'CUSTOM_USER'],
    ['CUSTOM_USER', 'AGENT'],
  ] as const) {
    it(`gives the standing token of a member for the type that fits: ${right}`, async () => {
      const { _id, contact } = memberOf(right);
      const first = await fetchMemberToken(emulator, bearer, contact.email, right);
      assert.equal(first.status, 200);
      assert.deepEqual(first.body.data, { permanentToken: emulator.state.tokenOf(_id) });
      assert.match(first.body.data.permanentToken.key, /^[A-Za-z0-9]{229}_[0-9a-f]{24}_c$/);
      assert.deepEqual(await fetchMemberToken(emulator, bearer, contact.email, right), first);
      assertRefused(await fetchMemberToken(emulator, bearer, contact.email, wrong), 404);
      assertRefused(await fetchMemberToken(emulator, bearer, contact.email, 'CUSTOMER'), 404);
    });
  }

  it('gives the token of the main customer for CUSTOMER', async () => {
    const { status, body } = await fetchMemberToken(emulator, bearer, customer.contact.email, 'CUSTOMER');
    assert.deepEqual([status, body.data.permanentToken.key], [200, bearer]);
    assertRefused(await fetchMemberToken(emulator, bearer, customer.contact.email, 'AGENT'), 404);
  });

  it('gives every member of a team a token of its own', () => {
    const keys = emulator.state.teamOf(customer._id).map(({ _id }) => emulator.state.tokenOf(_id).key);
    assert.equal(new Set([...keys, bearer]).size, 49);
  });

  it("keeps other teams' members and customers out of reach", async () => {
    const other = named(emulator, 'Meridian Language Schools');
    const stranger = memberOf('AGENT', other);
    assertRefused(await fetchMemberToken(emulator, bearer, stranger.contact.email, 'AGENT'), 404);
    assertRefused(await fetchMemberToken(emulator, bearer, other.contact.email, 'CUSTOMER'), 404);
    const own = emulator.state.tokenOf(other._id).key;
    assert.equal((await fetchMemberToken(emulator, own, stranger.contact.email, 'AGENT')).status, 200);
  });

  it('says when the token is not active', async () => {
    const eighth = emulator.state.teamOf(customer._id)[7]!;
    const type = emulator.state.tokenTypeOf(customer._id, eighth);
    const { body } = await fetchMemberToken(emulator, bearer, eighth.contact.email, type);
    assert.equal(body.data.permanentToken.active, false);
  });

  it('reads an e-mail address whatever its case, and with a plus that came escaped', async () => {
    const withPlus = emulator.state.teamOf(customer._id).find(({ contact }) => contact.email.includes('+'))!;
    const type = emulator.state.tokenTypeOf(customer._id, withPlus);
    const upper = withPlus.contact.email.toUpperCase();
    assert.equal((await fetchMemberToken(emulator, bearer, upper, type)).status, 200);
    const raw = `/ext/get-user-token?email=${withPlus.contact.email}&type=${type}`;
    assertRefused(await call(emulator, raw, bearer), 404);
  });

  it('refuses an undocumented type and queries that are neither call', async () => {
    const { email } = memberOf('AGENT').contact;
    assertRefused(await fetchMemberToken(emulator, bearer, email, 'agent'), 400);
    for (const query of [
      '',
      `?email=${email}`,
      '?type=AGENT',
      `?email=${email}&type=AGENT&userId=${customer._id}`,
    ]) {
      assertRefused(await call(emulator, `/ext/get-user-token${query}`, bearer), 400);
    }
  });

  it("takes the customer's token by default and the partner key when switched, never both", async () => {
    const { email } = memberOf('AGENT').contact;
    assertRefused(await fetchMemberToken(emulator, emulator.partnerKey, email, 'AGENT'), 401);

    const switched = await start({ memberTokenAuthorization: 'partner' });
    assertRefused(await fetchMemberToken(switched, bearer, email, 'AGENT'), 401);
    const agent = await fetchMemberToken(switched, switched.partnerKey, email, 'AGENT');
    assert.deepEqual(agent.body.data, { permanentToken: emulator.state.tokenOf(memberOf('AGENT')._id) });
    const other = named(switched, 'Fjordlys Optikk').contact.email;
    assert.equal((await fetchMemberToken(switched, switched.partnerKey, other, 'CUSTOMER')).status, 200);
    assertRefused(await fetchMemberToken(switched, switched.partnerKey, 'nobody@example.com', 'AGENT'), 404);
  });
});
