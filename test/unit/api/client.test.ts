import assert from 'node:assert/strict';
import { onPath } from '../../../src/emulator/intercept.ts';
import { ClientUnderTest, PATHS } from '../../support/apiClient.ts';
import { useEmulator } from '../../support/emulator.ts';
import { fixture } from '../../support/fixture.ts';

describe('the API client', () => {
  const emulator = useEmulator();
  const under = new ClientUnderTest(emulator);

  it('lists customers page by page until an empty page', async () => {
    const names = new Set<string>();
    let pages = 0;
    for (let page = 1; ; page += 1) {
      const { items } = await under.make().listCustomers({ page });
      if (items.length === 0) break;
      pages += 1;
      for (const { id, name, email } of items) {
        assert.match(id, /^[0-9a-f]{24}$/);
        assert.ok(name.length > 0);
        assert.match(email ?? '', /@/);
        names.add(id);
      }
    }
    assert.equal(names.size, emulator.current.state.customers.length);
    assert.ok(pages >= 3, 'more than one page was needed');
  });

  it("reads a customer's token with the partner key and lists that customer's team with it", async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const token = await under.make().getCustomerToken({ customerId: customer._id });
    assert.equal(token.active, true);
    const { items: members } = await under.make().listTeamMembers({ customerToken: token.key, page: 1 });
    const expected = emulator.current.state.teamOf(customer._id).slice(0, members.length);
    assert.deepEqual(members.map(({ id }) => id).sort(), expected.map(({ _id }) => _id).sort());
    assert.deepEqual(
      emulator.current.requests.map(({ credential }) => credential),
      ['partner', 'customer'],
    );
  });

  it('searches a team through searchText and asks for pages explicitly', async () => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const wanted = emulator.current.state.teamOf(customer._id).at(-1);
    assert.ok(wanted?.contact.email);
    const { key } = await under.make().getCustomerToken({ customerId: customer._id });
    const { items: found } = await under.make().listTeamMembers({
      customerToken: key,
      page: 1,
      searchText: wanted.contact.email,
    });
    assert.deepEqual(
      found.map(({ id }) => id),
      [wanted._id],
    );
    assert.deepEqual(emulator.current.requests.at(-1)?.query, {
      page: '1',
      ispagination: 'true',
      searchText: wanted.contact.email,
    });
  });

  it("fetches a member's token by e-mail and type, authorized by either credential", async () => {
    const { state } = emulator.current;
    const [customer] = state.customers;
    assert.ok(customer);
    const member = state.teamOf(customer._id).find(({ _id }) => state.tokenOf(_id).active);
    assert.ok(member?.contact.email);
    const request = { email: member.contact.email, type: state.tokenTypeOf(customer._id, member) };
    const { key: customerToken } = await under.make().getCustomerToken({ customerId: customer._id });
    assert.deepEqual(
      await under.make().getUserToken({ ...request, customerToken }),
      state.tokenOf(member._id),
    );
    state.settings.memberTokenAuthorization = 'partner';
    assert.deepEqual(await under.make().getUserToken(request), state.tokenOf(member._id));
    assert.deepEqual(
      emulator.current.requests.map(({ credential }) => credential),
      ['partner', 'customer', 'partner'],
    );
  });

  for (const name of ['teamMembersOlder.json', 'teamMembersNewer.json']) {
    it(`reads the published sample ${name}`, async () => {
      emulator.current.intercept(onPath(PATHS.members, { body: fixture(name) }));
      const { items } = await under.make().listTeamMembers({ customerToken: 'any', page: 1 });
      const [member] = items;
      assert.ok(member);
      assert.match(member.id, /^[0-9a-f]{24}$/);
      assert.ok(member.name.length > 0);
      assert.match(member.email ?? '', /@/);
      // The older sample lacks the lists: unknown is not none.
      assert.equal(member.bots === undefined, name === 'teamMembersOlder.json');
    });
  }

  it('ignores attributes it does not know and accepts words outside the documented lists', async () => {
    const customer = { _id: 'a'.repeat(24), name: 'New', status: 'ON_HOLIDAY', surprise: { deep: [1] } };
    emulator.current.intercept(
      onPath(PATHS.customers, { body: JSON.stringify({ success: true, data: [customer], extra: 1 }) }),
    );
    const [read] = (await under.make().listCustomers({ page: 1 })).items;
    assert.equal(read?.status, 'ON_HOLIDAY');
    assert.equal(read.email, undefined);
    assert.equal('surprise' in read, false);
  });

  it('reads a page whose code is not a number', async () => {
    emulator.current.intercept(onPath(PATHS.customers, { body: '{"success":true,"code":"200","data":[]}' }));
    assert.deepEqual((await under.make().listCustomers({ page: 1 })).items, []);
  });

  it('takes a 404 past the first page for the end of the list', async () => {
    emulator.current.intercept(onPath(PATHS.customers, { status: 404 }));
    assert.deepEqual((await under.make().listCustomers({ page: 2 })).items, []);
    await assert.rejects(under.make().listCustomers({ page: 1 }), { kind: 'notFound' });
  });
});
