import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { indexSource } from '../../../src/customers/indexSource.ts';
import type { IndexReader } from '../../../src/customers/indexReader.ts';
import { CSV, textOf } from '../../../src/customers/memberExport.ts';
import { useAnyone } from '../../support/anyone.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('the index as it is exported', () => {
  const emulator = useEmulator({ customers: 30, members: 240, pageSize: 5 });
  const under = useAnyone(emulator);
  const { read } = under;
  function source(reading = under.anyone.searched) {
    assert.ok(reading);
    const session = under.active.requireSession();
    return indexSource(reading, 'Agency', () => under.active.session === session);
  }
  async function csvOf(rows: ReturnType<typeof source>, signal = new AbortController().signal) {
    let text = '';
    for await (const piece of textOf(rows.rows(signal), CSV, rows.columns)) text += piece;
    return text;
  }
  const inactive = () => {
    const { state } = emulator.current;
    return state.customers.filter(({ _id }) => !state.tokenOf(_id).active);
  };

  it('is everybody whom the service lists, read again by another program, and no token', async () => {
    await read();
    const { state } = emulator.current;
    const calls = emulator.current.requests.length;
    const exported = source();
    const text = await csvOf(exported);
    assert.equal(emulator.current.requests.length, calls, 'nothing is read for it');
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    const expected = state.customers
      .filter(({ _id }) => state.tokenOf(_id).active)
      .flatMap(({ _id, name: customer }) =>
        state.teamOf(_id).map(({ _id: id, name, contact: { email, phone } }) => ({
          ...{ 'Customer ID': _id, Customer: customer, 'Member ID': id, Name: name, 'E-mail': email },
          Phone: phone === undefined ? '' : `+${phone.prefix} ${phone.number}`,
        })),
      );
    const byId = (one: Record<string, string>, other: Record<string, string>) =>
      (one['Member ID'] ?? '').localeCompare(other['Member ID'] ?? '');
    assert.ok(expected.length > 200);
    assert.deepEqual(rows.toSorted(byId), expected.toSorted(byId));
    assert.equal(exported.total, rows.length);
    const customers = rows.map((row) => row['Customer ID']);
    const changes = customers.filter((id, at) => id !== customers[at - 1]);
    assert.equal(changes.length, new Set(customers).size, 'a team stands together');
    for (const customer of state.customers) {
      assert.ok(!text.includes(state.tokenOf(customer._id).key));
      for (const { _id } of state.teamOf(customer._id)) assert.ok(!text.includes(state.tokenOf(_id).key));
    }
  });

  it('tells when it was read, and who is not in it and why', async () => {
    const { state } = emulator.current;
    for (const { _id } of state.customers.slice(0, 4)) state.setTokenActive(_id, false);
    const refused = state.customers[5];
    assert.ok(refused);
    emulator.current.intercept(({ query }) =>
      query['userId'] === refused._id ? { status: 403, body: '' } : undefined,
    );
    await read();
    const exported = source();
    assert.match(exported.title, /^Export Index: 1\d\d members · read just now$/);
    await csvOf(exported);
    const names = inactive().map(({ name }) => name);
    const told = exported.told();
    assert.match(told, /^The index was read at .*\d{1,2}:\d\d/);
    assert.ok(told.includes(`${names.length + 1} customers are left out: `));
    assert.ok(
      told.includes(`token not active (${names.slice(0, 3).join(', ')}, ${names.length - 3} more)`),
      told,
    );
    assert.ok(told.includes(`not allowed (${refused.name})`), told);
  });

  it('tells that it is not complete, and has whom it had when the export began', async () => {
    const reading = read();
    const { reading: reader } = under.anyone;
    assert.ok(reader);
    await membersRead(reader);
    reader.pause();
    const exported = source();
    const rows = exported.rows(new AbortController().signal);
    const size = exported.total;
    await rows[Symbol.asyncIterator]().next();
    assert.match(exported.told(), /^The index was not complete: \d+( of 30)? customers had been read\./);
    assert.equal(parse(await csvOf(exported), { bom: true }).length, (size ?? 0) + 1);
    reader.cancel();
    await reading;
  });

  it('ends with the signal, and is of no other connection than that it was begun on', async () => {
    await read();
    const cancelling = new AbortController();
    await assert.rejects(
      async () => {
        for await (const row of source().rows(cancelling.signal)) if (row.member.id) cancelling.abort();
      },
      { name: 'AbortError' },
    );
    const exported = source();
    await under.active.switchTo('one');
    await assert.rejects(csvOf(exported), { name: 'UserError', message: /Nothing was exported/ });
  });

  async function membersRead(reader: IndexReader): Promise<void> {
    while (reader.index.size === 0)
      await new Promise<void>((resolve) => {
        const subscription = reader.onDidChange(() => {
          subscription.dispose();
          resolve();
        });
      });
  }
});
