import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { onPath } from '../../src/emulator/intercept.ts';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import { addConnection, loadCustomers, PARTNER_KEY, useTestEmulator } from './fixture.ts';

describe('writing customers in the extension host', () => {
  const emulator = useTestEmulator();

  beforeEach(async () => {
    await addConnection(emulator.current);
  });

  /** The row that the customers view shows for a customer of the seed. */
  async function customerRow(at: number): Promise<{ id: string; row: object; name: string }> {
    const { context } = await access();
    const [connection] = context.globalState.get<{ id: string }[]>('connections', []);
    const customer = emulator.current.state.customers[at];
    assert.ok(customer);
    const { _id: id, name, contact, status } = customer;
    const data = { id, name, email: contact.email, status };
    return { id, name, row: { kind: 'customer', connectionId: connection?.id, id, customer: data } };
  }
  const writes = () => emulator.current.requests.filter(({ method }) => method !== 'GET');
  const filled = [{ type: 'Harbour Bakery' }, { type: 'Front.Desk@harbour-bakery.example' }];

  it('creates one with a generated password, which goes onto the clipboard on request only', async () => {
    await vscode.env.clipboard.writeText('mine');
    const shown = await run(Command.createCustomer, [
      ...filled,
      { pick: 'Generate a Strong Password' },
      { press: 'Generate Another' },
    ]);
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
    assert.match(shown, /Created Harbour Bakery\./);
    const created = emulator.current.state.customers.find(({ name }) => name === 'Harbour Bakery');
    assert.equal(created?.contact.email, 'front.desk@harbour-bakery.example');

    const again = await run(Command.createCustomer, [
      { type: 'Second' },
      { type: 'second@harbour-bakery.example' },
      { pick: 'Generate a Strong Password' },
      { press: 'Copy Password' },
    ]);
    const password = await vscode.env.clipboard.readText();
    assert.equal(password.length, 20);
    for (const text of [shown, again]) assert.ok(!text.includes(password));
  });

  it('asks for a typed password twice, loses nothing by going back, and sends once', async () => {
    const shown = await run(Command.createCustomer, [
      ...filled,
      { pick: 'Type a Password' },
      { type: 'Pa55-w0rd' },
      { back: '' },
      { back: 'Pa55-w0rd!' },
      { pick: 'Type a Password' },
      { type: 'Pa55-w0rd!' },
      { type: 'Pa55-w0rd!' },
    ]);
    assert.match(shown, /\(5\/5\): The same password again/);
    assert.doesNotMatch(shown, /Pa55/);
    assert.deepEqual(
      writes().map(({ method, path }) => `${method} ${path}`),
      ['POST /customer/create'],
    );
  });

  it('lets what the server rejects be changed, with all that was entered', async () => {
    const taken = emulator.current.state.customers[0]?.contact.email ?? '';
    const shown = await run(Command.createCustomer, [
      { type: 'Harbour Bakery' },
      { type: taken },
      { pick: 'Generate a Strong Password' },
      { press: 'Copy Password' },
      { click: 'Change and Try Again…' },
      ...filled,
      { pick: 'Generate a Strong Password' },
      { press: 'Copy Password' },
    ]);
    assert.match(shown, /rejected the request \(HTTP 400\)/);
    assert.equal(writes().length, 2);
    assert.ok(!shown.includes(PARTNER_KEY));
  });

  it('asks for the limit on the older path, and says where the path is chosen when there is none', async () => {
    emulator.current.state.settings.createPath = 'older';
    const generated = [{ pick: 'Generate a Strong Password' }, { press: 'Copy Password' }];
    const shown = await run(Command.createCustomer, [...filled, ...generated]);
    assert.match(shown, /does not create customers by POST \/customer\/create.*\[Edit Connection…\]/);
    await run(Command.editConnection, [{ pick: 'Path that creates customers' }, { pick: '/customer' }]);
    await run(Command.createCustomer, [...filled, ...generated, { type: '12' }]);
    assert.ok(emulator.current.state.customers.some(({ name }) => name === 'Harbour Bakery'));
  });

  it('says of a lost answer that the change may have been made, and does not repeat it', async () => {
    emulator.current.intercept(onPath('/customer/create', { status: 503, body: '' }));
    const shown = await run(Command.createCustomer, [
      ...filled,
      { pick: 'Generate a Strong Password' },
      { press: 'Copy Password' },
    ]);
    assert.match(shown, /may have been made all the same: refresh before you try again.*\[Refresh\]/);
    assert.equal(writes().length, 1);
  });

  it('changes one, and says so when the server takes a change without making it', async () => {
    const { id, row } = await customerRow(0);
    await run(Command.editCustomer, [{ pick: 'Name' }, { type: 'Renamed' }], row);
    assert.equal(emulator.current.state.findCustomer(id)?.name, 'Renamed');
    const other = [{ pick: 'Another Attribute…' }, { type: 'verified' }, { type: 'false' }];
    assert.match(await run(Command.editCustomer, other, row), /Changed Renamed\./);
    assert.equal(emulator.current.state.findCustomer(id)?.verified, false);
    emulator.current.intercept(
      onPath(`/customer/${id}`, { body: '{"success":true,"message":"","code":200}' }),
    );
    const shown = await run(Command.editCustomer, [{ pick: 'Name' }, { type: 'Never' }], row);
    assert.match(shown, /took the change, and still tells the old name of Renamed/);
  });

  it('tells of a write that worked although the list cannot be read anew, and does not ask to repeat it', async () => {
    const { row } = await customerRow(0);
    await loadCustomers();
    const silent = { transform: () => ({ body: '{"success":true,"message":"","code":200}' }) };
    emulator.current.intercept(({ method, path }) =>
      method === 'GET' ? (path === '/customer/list' ? { status: 400, body: '{}' } : undefined) : silent,
    );
    const created = await run(Command.createCustomer, [
      ...filled,
      { pick: 'Generate a Strong Password' },
      { press: 'Copy Password' },
    ]);
    assert.match(
      created,
      /info: Created Harbour Bakery\. But the customers could not be read anew\. .*\[Refresh\]/,
    );
    const changed = await run(Command.editCustomer, [{ pick: 'Name' }, { type: 'Renamed' }], row);
    assert.match(changed, /info: Changed .*\. But the customers could not be read anew\./);
    for (const shown of [created, changed]) assert.doesNotMatch(shown, /error:|still tells/);
    assert.equal(writes().length, 2);
  });

  it('deletes one after a question, and on production after its name was typed', async () => {
    const first = await customerRow(0);
    const asked = await run(Command.deleteCustomer, [{ confirm: false }], first.row);
    assert.match(asked, new RegExp(`Delete the customer ${first.name} on “Test Agency”`));
    assert.equal(writes().length, 0);
    await run(Command.deleteCustomer, [{ confirm: true }], first.row);
    assert.equal(emulator.current.state.findCustomer(first.id), undefined);

    await run(Command.editConnection, [{ pick: 'Label' }, { pick: 'Production' }]);
    const second = await customerRow(0);
    await run(Command.deleteCustomer, ['dismiss'], second.row);
    await run(Command.deleteCustomer, [{ type: '' }], second.row);
    assert.ok(emulator.current.state.findCustomer(second.id));
    await run(Command.deleteCustomer, [{ type: second.name }], second.row);
    assert.equal(emulator.current.state.findCustomer(second.id), undefined);
  });

  it('deletes one at a time, and nothing with a connection that is read-only', async () => {
    const { row } = await customerRow(0);
    const several = await run(Command.deleteCustomer, [], row, [row, row]);
    assert.match(several, /Select a single customer to delete it/);
    await run(Command.editConnection, [{ pick: 'Read-only' }, { pick: 'Read-only' }]);
    for (const command of [Command.createCustomer, Command.editCustomer, Command.deleteCustomer]) {
      assert.match(await run(command, [], row), /is read-only, so nothing was sent.*\[Edit Connection…\]/);
    }
    assert.equal(writes().length, 0);
  });
});
