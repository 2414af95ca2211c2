import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Emulator } from '../../../src/emulator/server.ts';
import { CHOICES, DEFAULT_SETTINGS } from '../../../src/emulator/settings.ts';
import type { CustomerRecord, MemberRecord, PermanentToken } from '../../../src/emulator/wire.ts';
import { assertRefused, call, fetchMemberToken, listCustomers, listMembers } from './calls.ts';
import { named, request, start, stopAll, write } from './calls.ts';

const TYPICAL = 'Brightwater Dental Clinics';

async function published(file: string): Promise<{ data: MemberRecord[]; message: string }> {
  const text = await readFile(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8');
  return JSON.parse(text) as { data: MemberRecord[]; message: string };
}

/** Each is switched while the emulator runs, and shown by what comes over the wire. */
describe('emulator: switches', () => {
  let emulator: Emulator;
  let customer: CustomerRecord;

  beforeEach(async () => {
    emulator = await start();
    customer = named(emulator, TYPICAL);
  });
  afterEach(stopAll);

  const switchTo = (settings: Partial<Emulator['state']['settings']>) =>
    Object.assign(emulator.state.settings, settings);
  const customerToken = (owner = customer) =>
    call<{ permanentToken: PermanentToken }>(
      emulator,
      `/ext/get-user-token?userId=${owner._id}`,
      emulator.partnerKey,
    );

  it('has the first choice as its default, as --help says', () => {
    for (const [name, [first]] of Object.entries(CHOICES)) {
      assert.equal(DEFAULT_SETTINGS[name as keyof typeof CHOICES], first, name);
    }
  });

  for (const [pageSize, sizes] of [
    [1, new Array<number>(48).fill(1)],
    [10, [10, 10, 10, 10, 8]],
    [20, [20, 20, 8]],
    [100, [48]],
  ] as const) {
    it(`pageSize ${pageSize}`, async () => {
      switchTo({ pageSize });
      const pages = [];
      for (let page = 1; page <= sizes.length + 1; page++) {
        pages.push((await listMembers(emulator, customer, `?page=${page}`)).body.data.length);
      }
      assert.deepEqual(pages, [...sizes, 0]);
    });
  }

  it('pastTheEnd', async () => {
    const pages = async (query: string) => [
      await listMembers(emulator, customer, query),
      await listCustomers(emulator, query),
    ];
    const [lastOfTeam, lastOfCustomers] = [
      (await listMembers(emulator, customer, '?page=3')).body,
      (await listCustomers(emulator, '?page=4')).body,
    ];
    switchTo({ pastTheEnd: 'notFound' });
    for (const reply of await pages('?page=5')) assertRefused(reply, 404);
    switchTo({ pastTheEnd: 'lastPage' });
    const bodies = (await pages('?page=500')).map(({ body }) => body);
    assert.deepEqual(bodies, [lastOfTeam, lastOfCustomers]);
    assert.equal(lastOfTeam.data.length, 8);
  });

  for (const pastTheEnd of CHOICES.pastTheEnd) {
    it(`pastTheEnd ${pastTheEnd}: the first page of nothing, and the last page, are not past the end`, async () => {
      switchTo({ pastTheEnd });
      const empty = await listMembers(emulator, named(emulator, 'Atelier Hollis Interiors'));
      assert.deepEqual([empty.status, empty.body.data], [200, []]);
      assert.equal((await listMembers(emulator, customer, '?page=3')).body.data.length, 8);
    });
  }

  const totals = (total: number, page: number, limit: number, totalPages: number) => ({
    ...{ total, page, limit, totalPages },
  });
  for (const [meta, ofTeam, ofCustomers] of [
    ['asPublished', '', undefined],
    ['absent', undefined, undefined],
    ['emptyString', '', ''],
    ['totals', totals(48, 2, 20, 3), totals(64, 2, 20, 4)],
  ] as const) {
    it(`meta ${meta}, of lists only`, async () => {
      switchTo({ meta });
      const team = (await listMembers(emulator, customer, '?page=2')).body;
      const customers = (await listCustomers(emulator, '?page=2')).body;
      assert.deepEqual([team.meta, customers.meta], [ofTeam, ofCustomers]);
      assert.equal('meta' in team, ofTeam !== undefined);
      assert.ok(!('meta' in (await customerToken()).body));
    });
  }

  it('meta totals: of what was found, of everything at once, of nothing, of a page that came instead', async () => {
    switchTo({ meta: 'totals', pastTheEnd: 'lastPage' });
    const meta = async (query: string, owner = customer) =>
      (await listMembers(emulator, owner, query)).body.meta;
    const { email } = emulator.state.teamOf(customer._id)[0]!.contact;
    assert.deepEqual(await meta(`?searchText=${email}`), totals(1, 1, 20, 1));
    assert.deepEqual(await meta('?ispagination=false'), totals(48, 1, 48, 1));
    const empty = named(emulator, 'Atelier Hollis Interiors');
    assert.deepEqual(await meta('', empty), totals(0, 1, 20, 1));
    assert.deepEqual(await meta('?page=9'), totals(48, 3, 20, 3));
  });

  it('errors envelope', async () => {
    switchTo({ errors: 'envelope' });
    const refused = {
      400: listCustomers(emulator, '?page=0'),
      401: call(emulator, '/customer/list', 'a-wrong-one'),
      404: write(emulator, 'DELETE', `/customer/${'0'.repeat(24)}`),
    };
    for (const [code, reply] of Object.entries(refused)) {
      const { status, body } = await reply;
      assert.equal(status, 200);
      assertRefused({ status: Number(code), body }, Number(code));
    }
    assert.equal((await listCustomers(emulator)).body.success, true);
  });

  for (const wrongToken of CHOICES.wrongToken) {
    it(`wrongToken ${wrongToken}`, async () => {
      switchTo({ wrongToken });
      const { key } = emulator.state.tokenOf(customer._id);
      const { email } = emulator.state.teamOf(customer._id)[0]!.contact;
      const inactive = named(emulator, 'Księgarnia Pod Żaglami');
      const replies = [
        await call(emulator, '/customer/list', 'a-wrong-one'),
        await call(emulator, '/customer/list', key),
        await call(emulator, '/custom-user', emulator.partnerKey),
        await call(emulator, '/ext/get-user-token', 'a-wrong-one'),
        await fetchMemberToken(emulator, emulator.partnerKey, email, 'AGENT'),
        await listMembers(emulator, inactive),
        await write(emulator, 'DELETE', `/customer/${customer._id}`, undefined, { bearer: key }),
      ];
      emulator.state.partnerKeyRejected = true;
      replies.push(await listCustomers(emulator));
      for (const reply of replies) {
        assertRefused(reply, wrongToken);
        if (wrongToken === 400) assert.deepEqual(reply.body, await published('error400.json'));
      }
      // Incomplete headers are documented to give 401.
      assertRefused(await request(emulator, '/customer/list', { authtype: 'Key' }), 401);
      const authorization = `Bearer ${emulator.partnerKey}`;
      assertRefused(await request(emulator, '/customer/list', { authorization }), 401);
    });
  }

  for (const [tokenFetch, ofMembers, ofCustomers] of [
    ['standing', false, false],
    ['newForMembers', true, false],
    ['newForAll', true, true],
  ] as const) {
    it(`tokenFetch ${tokenFetch}: a new token kills the old one at once`, async () => {
      switchTo({ tokenFetch });
      const old = emulator.state.tokenOf(customer._id).key;
      const first = (await customerToken()).body.data.permanentToken;
      const second = (await customerToken()).body.data.permanentToken;
      assert.equal(new Set([old, first.key, second.key]).size, ofCustomers ? 3 : 1);
      for (const { key } of [{ key: old }, first]) {
        assert.equal((await call(emulator, '/custom-user', key)).status, ofCustomers ? 401 : 200);
      }
      const bearer = second.key;
      assert.equal((await call(emulator, '/custom-user', bearer)).status, 200);

      const member = emulator.state.teamOf(customer._id)[0]!;
      const type = emulator.state.tokenTypeOf(customer._id, member);
      const standing = emulator.state.tokenOf(member._id).key;
      const fetched = await fetchMemberToken(emulator, bearer, member.contact.email, type);
      const { key } = fetched.body.data.permanentToken;
      assert.equal(key !== standing, ofMembers);
      assert.equal(emulator.state.tokenOf(member._id).key, key);

      // Fetched as a member's, the customer's own token is the very one that asked.
      await fetchMemberToken(emulator, bearer, customer.contact.email, 'CUSTOMER');
      assert.equal((await call(emulator, '/custom-user', bearer)).status, ofMembers ? 401 : 200);
    });
  }

  it('memberShape', async () => {
    switchTo({ pageSize: 100 });
    const attributes = async (memberShape: (typeof CHOICES.memberShape)[number]) => {
      switchTo({ memberShape });
      const { data } = (await listMembers(emulator, customer)).body;
      assert.equal(data.length, 48);
      return {
        shapes: new Set(data.map((member) => Object.keys(member).sort().join())),
        parents: new Set(data.map(({ _parent }) => _parent)),
      };
    };
    const keys = async (file: string) =>
      (await published(file)).data.map((member) => Object.keys(member).sort().join());
    const [older, newer] = [await keys('teamMembersOlder.json'), await keys('teamMembersNewer.json')];
    const { agencyId } = emulator.state;
    assert.deepEqual(await attributes('older'), { shapes: new Set(older), parents: new Set([agencyId]) });
    const onlyNewer = await attributes('newer');
    assert.deepEqual([...onlyNewer.shapes].sort(), newer.sort());
    assert.deepEqual([...onlyNewer.parents], [customer._id]);
    const mixed = await attributes('mixed');
    assert.deepEqual([...mixed.shapes].sort(), [...older, ...newer].sort());
    assert.equal(mixed.parents.size, 2);
  });

  /** One answer of each kind. */
  const everything = async () => [
    (await listCustomers(emulator)).body,
    (await listMembers(emulator, customer)).body,
    (await customerToken()).body,
    (await call(emulator, '/customer/list', 'a-wrong-one')).body,
  ];

  it('extraAttributes, in every object and of every JSON type, beside what is documented', async () => {
    const usual = await everything();
    switchTo({ extraAttributes: true });
    const types = new Set<string>();
    const withoutExtras = (json: unknown): unknown => {
      if (Array.isArray(json)) return json.map(withoutExtras);
      if (typeof json !== 'object' || json === null) return json;
      const isExtra = ([name]: [string, unknown]) => name.startsWith('extra');
      const extras = Object.entries(json).filter(isExtra);
      assert.ok(extras.length > 0);
      for (const [, value] of extras)
        types.add(Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
      const rest = Object.entries(json).filter((entry) => !isExtra(entry));
      return Object.fromEntries(rest.map(([name, value]) => [name, withoutExtras(value)]));
    };
    assert.deepEqual((await everything()).map(withoutExtras), usual);
    assert.deepEqual([...types].sort(), ['array', 'boolean', 'null', 'number', 'object', 'string']);
  });

  it('words others, in every open list and nowhere else', async () => {
    const changed = new Map<string, string>();
    const compare = (before: unknown, after: unknown) => {
      if (typeof before !== 'object' || before === null) return;
      assert.deepEqual(Object.keys(before), Object.keys(after as object));
      for (const [name, value] of Object.entries(before) as [string, unknown][]) {
        const now = (after as Record<string, unknown>)[name];
        if (value !== null && typeof value === 'object') compare(value, now);
        else if (now !== value) changed.set(name, String(now));
      }
    };
    const usual = await everything();
    switchTo({ words: 'others' });
    compare(usual, await everything());
    assert.deepEqual([...changed.keys()].sort(), [
      ...['chatTransferPermission', 'leadsVisibility', 'liveAvailability'],
      ...['status', 'subscriptionType', 'type'],
    ]);
    const documented = /^(ACTIVE|INACTIVE|ONLINE|OFFLINE|ALL|ASSIGNED|CUSTOMER|v[12])$/;
    for (const word of changed.values()) assert.doesNotMatch(word, documented);
  });

  it('changes nothing that is held', async () => {
    const before = structuredClone([emulator.state.customers, emulator.state.teamOf(customer._id)]);
    const usual = await everything();
    switchTo({ words: 'others', extraAttributes: true, memberShape: 'older', meta: 'totals' });
    await everything();
    assert.deepEqual([emulator.state.customers, emulator.state.teamOf(customer._id)], before);
    switchTo(DEFAULT_SETTINGS);
    assert.deepEqual(await everything(), usual);
  });
});
