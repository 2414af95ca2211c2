import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createSeed, type SeedOptions } from '../../../src/emulator/seed.ts';
import type { CustomerRecord, MemberRecord } from '../../../src/emulator/wire.ts';

interface Everything {
  readonly customers: readonly CustomerRecord[];
  readonly teams: readonly (readonly MemberRecord[])[];
  readonly members: readonly MemberRecord[];
}

function everything(options?: SeedOptions): Everything {
  const { customers, teamOf } = createSeed(options);
  const teams = customers.map(({ _id }) => teamOf(_id));
  return { customers, teams, members: teams.flat() };
}

async function publishedMembers(file: string): Promise<object[]> {
  const text = await readFile(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { data: object[] }).data;
}

/** The attributes a record has, one level of nesting included, with the type of each. */
function shapeOf(record: object): string {
  const entries = Object.entries(record).flatMap(([key, value]: [string, unknown]) =>
    key === 'contact'
      ? Object.entries(value as object).map(([inner, of]) => [`contact.${inner}`, of] as const)
      : [[key, value] as const],
  );
  return entries
    .map(([key, value]) => `${key}: ${Array.isArray(value) ? 'array' : typeof value}`)
    .sort()
    .join(', ');
}

describe('emulator: sample data', () => {
  const { customers, teams, members } = everything();

  it('is the same every time, and another for another word', () => {
    assert.deepEqual(everything(), { customers, teams, members });
    const other = everything({ seed: 'other' });
    assert.notEqual(other.customers[0]!._id, customers[0]!._id);
    assert.notDeepEqual(
      other.members.map(({ name }) => name),
      members.map(({ name }) => name),
    );
  });

  it('does not depend on which team is asked for first', () => {
    const backwards = createSeed();
    const reversed = backwards.customers.toReversed().map(({ _id }) => backwards.teamOf(_id));
    assert.deepEqual(reversed.reverse(), teams);
  });

  it('has 64 customers and 1,600 members, with teams of very different sizes', () => {
    assert.equal(customers.length, 64);
    assert.equal(members.length, 1600);
    const sizes = new Map(customers.map(({ name }, place) => [name, teams[place]!.length]));
    assert.equal(sizes.get('Brightwater Dental Clinics'), 48);
    assert.equal(sizes.get('Meridian Language Schools'), 416);
    assert.equal(sizes.get('Atelier Hollis Interiors'), 0);
    assert.equal(sizes.get('Fjordlys Optikk'), 1);
    assert.equal([...sizes.values()].filter((size) => size === 0).length, 1);
    assert.ok([...sizes.values()].filter((size) => size < 10).length >= 10);
  });

  it('holds as many as it is asked for', () => {
    for (const [wanted, people] of [
      [1, 7],
      [2, 50],
      [6, 3],
      [20, 0],
      [200, 1000],
    ] as const) {
      const made = everything({ customers: wanted, members: people });
      assert.deepEqual([made.customers.length, made.members.length], [wanted, people]);
      assert.equal(new Set(made.customers.map(({ name }) => name)).size, wanted);
    }
    assert.deepEqual(everything({ customers: 0 }).members, []);
  });

  it('makes only the teams that are asked for', () => {
    const options = { customers: 2000, members: 20_000 };
    // A team's inactive token is known once the team is made: those that are known tell which teams were.
    const inactive = everything(options).teams.flatMap((team) => team[7] ?? []);
    assert.ok(inactive.length > 100);
    const huge = createSeed(options);
    const made = () => inactive.filter(({ _id }) => huge.hasInactiveToken(_id)).length;
    assert.equal(made(), 0);
    assert.equal(huge.teamOf(huge.customers[0]!._id).length, 600);
    assert.equal(made(), 1);
    assert.equal(huge.customers.flatMap(({ _id }) => huge.teamOf(_id)).length, 20_000);
    assert.equal(made(), inactive.length);
    assert.equal(new Set(huge.customers.map(({ contact }) => contact.email.split('@')[1])).size, 2000);
    assert.deepEqual(huge.teamOf('0'.repeat(24)), []);
  });

  it('has ids of 24 hex digits and e-mail addresses that are all different', () => {
    const ids = [...customers, ...members].map(({ _id }) => _id);
    for (const id of ids) assert.match(id, /^[0-9a-f]{24}$/);
    assert.equal(new Set(ids).size, 1664);
    const emails = [...customers, ...members].map(({ contact }) => contact.email);
    assert.equal(new Set(emails).size, 1664);
    for (const email of emails) assert.match(email, /^[a-z0-9.+-]+@([a-z0-9-]+\.example|example\.com)$/);
  });

  it('points at reserved domains only', () => {
    for (const { picture } of members) assert.equal(new URL(picture).host, 'pictures.example.com');
  });

  it('has times in UTC with milliseconds, none before its creation or after the fixed day', () => {
    for (const { createdAt, updatedAt } of [...customers, ...members]) {
      for (const time of [createdAt, updatedAt]) {
        assert.equal(new Date(time).toISOString(), time);
        assert.ok(time >= createdAt && time <= '2025-09-30T09:00:00.000Z');
      }
    }
    for (const team of teams) {
      const times = team.map(({ createdAt }) => createdAt);
      assert.deepEqual(times, times.toSorted());
    }
  });

  it('has members in both published shapes, and in no other but for a missing phone', async () => {
    const [older] = await publishedMembers('teamMembersOlder.json');
    const [newer, newerWithoutHours] = await publishedMembers('teamMembersNewer.json');
    const published = [older!, newer!, newerWithoutHours!].map(shapeOf);
    const counts = new Map<string, number>();
    for (const member of members) {
      const contact = { ...member.contact, phone: member.contact.phone ?? {} };
      const shape = shapeOf({ ...member, contact });
      counts.set(shape, (counts.get(shape) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].sort(), published.toSorted());
    for (const count of counts.values()) assert.ok(count >= 100);
    const newest = members.filter((member) => member._department);
    for (const { _parent } of newest) assert.ok(customers.some(({ _id }) => _id === _parent));
  });

  it('has the words of the lists, and a few that nobody documented', () => {
    const words = (
      key: 'status' | 'liveAvailability' | 'leadsVisibility' | 'chatTransferPermission' | 'type',
    ) => [...new Set(members.flatMap((member) => member[key] ?? []))].sort();
    assert.deepEqual(words('status'), ['ACTIVE', 'INACTIVE', 'INVITED']);
    assert.deepEqual(words('liveAvailability'), ['OFFLINE', 'ONLINE']);
    assert.deepEqual(words('leadsVisibility'), ['ALL', 'ASSIGNED']);
    assert.deepEqual(words('chatTransferPermission'), ['ALL', 'ASSIGNED']);
    assert.deepEqual(words('type'), ['CUSTOMER']);
    assert.ok(members.filter(({ status }) => status === 'INVITED').length < 50);
    assert.ok(members.some(({ contact }) => !contact.phone));
    for (const { contact } of members) assert.match(contact.phone?.prefix ?? '1', /^\d+$/);
  });

  it('names people in many scripts, some too long for any column', () => {
    const names = members.map(({ name }) => name);
    const scripts = ['Latin', 'Arabic', 'Han', 'Hiragana', 'Hangul', 'Cyrillic', 'Greek', 'Devanagari'];
    for (const script of scripts) {
      assert.ok(
        names.some((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)),
        script,
      );
    }
    assert.ok(names.some((name) => name.length > 45));
    assert.ok(new Set(names).size > 900);
  });

  it('has a few inactive tokens', () => {
    const seed = createSeed();
    const team = seed.teamOf(seed.customers[0]!._id);
    const inactive = team.filter(({ _id }) => seed.hasInactiveToken(_id));
    assert.deepEqual(inactive, [team[7]]);
  });
});
