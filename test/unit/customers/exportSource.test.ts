import assert from 'node:assert/strict';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { readCustomer } from '../../../src/api/customers.ts';
import { readTeamMember } from '../../../src/api/teamMembers.ts';
import { exportable, selectionSource, type ExportSource } from '../../../src/customers/exportSource.ts';
import type { CustomerRow, MemberRow } from '../../../src/customers/rows.ts';
import type { CustomerRecord } from '../../../src/emulator/wire.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('what is exported', () => {
  const emulator = useEmulator({ pageSize: 5 });
  let active: ActiveConnection;
  beforeEach(async () => {
    ({ active } = await connect(emulator.current));
  });
  afterEach(() => {
    active.dispose();
  });

  const state = () => emulator.current.state;
  function customerRow(customer: CustomerRecord | undefined): CustomerRow {
    assert.ok(customer);
    return {
      kind: 'customer',
      connectionId: 'one',
      id: customer._id,
      customer: readCustomer({ ...customer }),
    };
  }
  function memberRows(customer: CustomerRecord | undefined): MemberRow[] {
    const row = customerRow(customer);
    return state()
      .teamOf(row.id)
      .map((record) => readTeamMember({ ...record }))
      .map((member) => ({ ...row, kind: 'member', id: member.id, member }));
  }
  /** Customers with more than one page of members, whose token is active. */
  const large = () =>
    state().customers.filter(({ _id }) => state().tokenOf(_id).active && state().teamOf(_id).length > 5);
  async function ids(source: ExportSource): Promise<string[]> {
    const found: string[] = [];
    for await (const { member } of source.rows(new AbortController().signal)) found.push(member.id);
    return found;
  }
  const teamIds = (customer: CustomerRecord | undefined) =>
    state()
      .teamOf(customer?._id ?? '')
      .map(({ _id }) => _id);

  it('is the whole team of a customer, page by page', async () => {
    const [customer] = large();
    const source = selectionSource(active.requireSession(), [customerRow(customer)]);
    const name = customer?.name ?? '';
    assert.equal(source.title, `Export Team Members of ${name}`);
    assert.equal(source.doing, `Exporting members of ${name}`);
    assert.equal(source.done(1, 'a.csv'), `Exported 1 member of ${name} to a.csv.`);
    assert.equal(source.done(1234, 'a.csv'), `Exported 1,234 members of ${name} to a.csv.`);
    assert.deepEqual(await ids(source), teamIds(customer));
  });

  it('is what was selected, each member once', async () => {
    const [first, second] = large();
    const [member, other] = memberRows(first);
    assert.ok(member && other);
    const single = selectionSource(active.requireSession(), [member, other]);
    assert.equal(single.total, 2);
    assert.deepEqual(await ids(single), [member.id, other.id]);
    assert.equal(emulator.current.requests.length, 0, 'what shows is not read again');
    const both = selectionSource(active.requireSession(), [member, customerRow(first), customerRow(second)]);
    assert.equal(both.title, 'Export Team Members of 2 customers');
    assert.equal(both.doing, 'Exporting members of 2 customers');
    assert.equal(both.done(1, 'a.csv'), 'Exported 1 member of 2 customers to a.csv.');
    assert.equal(both.done(9, 'a.csv'), 'Exported 9 members of 2 customers to a.csv.');
    assert.deepEqual(await ids(both), [...teamIds(first), ...teamIds(second)]);
  });

  it('leaves out a customer among several whose token is refused, and says so; alone it fails', async () => {
    const [first, second] = large();
    assert.ok(first && second);
    state().setTokenActive(first._id, false);
    const session = active.requireSession();
    const source = selectionSource(session, [customerRow(first), customerRow(second)]);
    assert.deepEqual(await ids(source), teamIds(second));
    assert.ok(source.told().endsWith(`refused to list them: ${first.name}.`));
    await assert.rejects(ids(selectionSource(session, [customerRow(first)])), /not active/);
  });

  it('leaves nobody out for what is wrong with the key: it ends', async () => {
    const [first, second] = large();
    const session = active.requireSession();
    const source = selectionSource(session, [customerRow(first), customerRow(second)]);
    state().partnerKeyRejected = true;
    await assert.rejects(ids(source), { kind: 'unauthorized' });
    await assert.rejects(ids(source), { name: 'UserError' });
    assert.equal(source.told(), '');
  });

  it('ends where it turns out that tokens may be fetched only after asking', async () => {
    const [first, second] = large();
    const session = active.requireSession();
    const source = selectionSource(session, [customerRow(first), customerRow(second)]);
    const rows = source.rows(new AbortController().signal);
    await rows[Symbol.asyncIterator]().next();
    session.update({ ...session.connection, tokenFetches: 'afterAsking' });
    await assert.rejects(
      async () => {
        for await (const row of rows) assert.notEqual(row.customer.id, second?._id);
      },
      { name: 'UserError', message: /may be fetched only after asking.*no file was written/ },
    );
    assert.equal(source.told(), '');
  });

  it('ends with the signal, and with the session', async () => {
    const [customer] = large();
    const cancelling = new AbortController();
    const rows = selectionSource(active.requireSession(), [customerRow(customer)]).rows(cancelling.signal);
    await assert.rejects(
      async () => {
        for await (const row of rows) if (row.member.id) cancelling.abort();
      },
      { name: 'AbortError' },
    );
  });

  it('is of the connection in use only, and of rows that are customers or members', () => {
    const row = { ...customerRow(state().customers[0]), connectionId: 'two' };
    assert.throws(() => selectionSource(active.requireSession(), [row]), /belongs to another connection/);
    const note = { kind: 'more', parent: row, loaded: 1 };
    assert.deepEqual(exportable(row, undefined), [row]);
    assert.deepEqual(exportable(row, [row, note]), [row]);
    assert.deepEqual(exportable(undefined, undefined), []);
  });
});
