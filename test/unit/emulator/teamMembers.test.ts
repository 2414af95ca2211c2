import assert from 'node:assert/strict';
import type { Emulator } from '../../../src/emulator/server.ts';
import { assertRefused, listMembers, named, start, stopAll, teamOf } from './calls.ts';

const TYPICAL = 'Brightwater Dental Clinics';

describe('emulator: team members', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await start();
  });
  afterEach(stopAll);

  async function found(searchText: string, customer = TYPICAL): Promise<string[]> {
    emulator.state.settings.pageSize = 1000;
    const query = new URLSearchParams({ searchText });
    const reply = await listMembers(emulator, named(emulator, customer), `?${query.toString()}`);
    assert.equal(reply.status, 200);
    return reply.body.data.map(({ _id }) => _id);
  }

  it('lists them in the newer envelope, whose meta is an empty string', async () => {
    const { data, ...envelope } = (await listMembers(emulator, named(emulator, TYPICAL))).body;
    assert.deepEqual(envelope, { success: true, message: '', code: 200, meta: '' });
    assert.deepEqual(data, teamOf(emulator, TYPICAL).slice(0, 20));
  });

  it('lists to each customer its own team and nobody else', async () => {
    emulator.state.settings.pageSize = 1000;
    const seen = new Set<string>();
    for (const customer of emulator.state.customers) {
      emulator.state.setTokenActive(customer._id, true);
      const { data } = (await listMembers(emulator, customer)).body;
      assert.deepEqual(data, emulator.state.teamOf(customer._id));
      for (const { _id } of data) {
        assert.ok(!seen.has(_id));
        seen.add(_id);
      }
    }
    assert.equal(seen.size, 1600);
  });

  it('pages from 1 and gives no rows past the end', async () => {
    const customer = named(emulator, TYPICAL);
    const sizes: number[] = [];
    for (const page of [1, 2, 3, 4]) {
      sizes.push((await listMembers(emulator, customer, `?page=${page}&ispagination=true`)).body.data.length);
    }
    assert.deepEqual(sizes, [20, 20, 8, 0]);
    const second = await listMembers(emulator, customer, '?page=2');
    assert.deepEqual(second.body.data, teamOf(emulator, TYPICAL).slice(20, 40));
    assertRefused(await listMembers(emulator, customer, '?page=0'), 400);
  });

  it('gives everything at once for ispagination=false, unless switched', async () => {
    const customer = named(emulator, TYPICAL);
    assert.equal((await listMembers(emulator, customer, '?ispagination=false')).body.data.length, 48);
    emulator.state.settings.withoutPagination = 'ignored';
    assert.equal((await listMembers(emulator, customer, '?ispagination=false')).body.data.length, 20);
  });

  it('gives an empty list to a customer without a team', async () => {
    const { status, body } = await listMembers(emulator, named(emulator, 'Atelier Hollis Interiors'));
    assert.deepEqual([status, body.data], [200, []]);
  });

  it('searches a part of the name, whatever its case or script', async () => {
    const large = 'Meridian Language Schools';
    for (const text of ["O'C", 'müll', 'MÜLL', 'ОЛЕН', '田中', 'ليلى']) {
      const lower = text.toLowerCase();
      const expected = teamOf(emulator, large).filter(({ name }) => name.toLowerCase().includes(lower));
      assert.ok(expected.length > 0 && expected.length < 100, text);
      assert.deepEqual(
        await found(text, large),
        expected.map(({ _id }) => _id),
      );
    }
  });

  it('searches the e-mail address and the phone number', async () => {
    const team = teamOf(emulator, TYPICAL);
    const { _id, contact } = team.find((member) => member.contact.phone)!;
    const phone = contact.phone!;
    assert.deepEqual(await found(contact.email.toUpperCase()), [_id]);
    assert.deepEqual(await found(phone.prefix + phone.number), [_id]);
    assert.deepEqual(await found(phone.number.slice(2)), [_id]);
    assert.equal((await found('@BRIGHTWATER-dental')).length > 40, true);
  });

  it('finds nothing for what no member has, and everything for an empty text', async () => {
    assert.deepEqual(await found('no such thing'), []);
    assert.equal((await found('')).length, 48);
    // A role id is not contact info.
    assert.deepEqual(await found(teamOf(emulator, TYPICAL)[0]!._role), []);
  });

  it('pages what it found', async () => {
    emulator.state.settings.pageSize = 5;
    const customer = named(emulator, TYPICAL);
    const query = '?searchText=brightwater&page=';
    const first = (await listMembers(emulator, customer, `${query}1`)).body.data;
    const second = (await listMembers(emulator, customer, `${query}2`)).body.data;
    assert.deepEqual([...first, ...second], teamOf(emulator, TYPICAL).slice(0, 10));
  });
});
