import assert from 'node:assert/strict';
import { onPath } from '../../../src/emulator/intercept.ts';
import { ClientUnderTest, rejection } from '../../support/apiClient.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('the API client, writing customers', () => {
  const emulator = useEmulator();
  const under = new ClientUnderTest(emulator);
  const customer = {
    email: 'Front.Desk@Harbour-Bakery.example',
    name: 'Harbour Bakery',
    password: 'Pa55-w0rd',
  };

  for (const path of ['/customer/create', '/customer'] as const) {
    it(`creates one by POST ${path}`, async () => {
      emulator.current.state.settings.createPath = path === '/customer' ? 'older' : 'newer';
      const created = await under.make().createCustomer({ customer, path });
      assert.equal(created?.email, customer.email.toLowerCase());
      const found = emulator.current.state.findCustomer(created.id);
      assert.equal(found?.name, customer.name);
      assert.deepEqual(
        emulator.current.requests.map((request) => [request.method, request.path]),
        [['POST', path]],
      );
    });
  }

  it('changes and deletes one', async () => {
    const [first] = emulator.current.state.customers;
    assert.ok(first);
    const client = under.make();
    await client.updateCustomer({ customerId: first._id, changes: { name: 'Renamed' } });
    assert.equal(emulator.current.state.findCustomer(first._id)?.name, 'Renamed');
    await client.deleteCustomer({ customerId: first._id });
    assert.equal(emulator.current.state.findCustomer(first._id), undefined);
  });

  it('takes what was done for done, whatever describes it', async () => {
    emulator.current.intercept(
      onPath('/customer/create', { body: '{"success":true,"data":{"user":{"name":1}},"code":200}' }),
    );
    assert.equal(await under.make().createCustomer({ customer }), undefined);
  });

  it('sends nothing that cannot be right, and says what is wrong without quoting it', async () => {
    const client = under.make();
    const wrong: [Promise<unknown>, string][] = [
      [
        client.createCustomer({ customer: { ...customer, email: 'Harbour' } }),
        'the e-mail address is not one',
      ],
      [client.createCustomer({ customer: { ...customer, name: ' ' } }), 'the name is empty'],
      [client.createCustomer({ customer: { ...customer, password: '' } }), 'the password is empty'],
      [client.createCustomer({ customer: { ...customer, limit: 1.5 } }), 'the limit is not a whole number'],
      [client.updateCustomer({ customerId: 'a'.repeat(24), changes: {} }), 'there is nothing to change'],
      [
        client.updateCustomer({ customerId: '../list', changes: { a: 1 } }),
        'the id is not of 24 hexadecimal digits',
      ],
      [client.deleteCustomer({ customerId: '' }), 'the id is not of 24 hexadecimal digits'],
    ];
    for (const [promise, detail] of wrong) {
      const error = await rejection(promise);
      assert.deepEqual([error.kind, error.detail, error.reached], ['rejected', detail, false]);
    }
    assert.equal(emulator.current.requests.length, 0);
  });

  it('tells of the call by its template, and of nothing that was sent', async () => {
    const [first] = emulator.current.state.customers;
    assert.ok(first);
    const client = under.make();
    await client.deleteCustomer({ customerId: first._id });
    const error = await rejection(client.deleteCustomer({ customerId: first._id }));
    emulator.current.intercept(onPath('/customer/create', { status: 400, body: JSON.stringify(customer) }));
    const refused = await rejection(client.createCustomer({ customer }));
    assert.deepEqual(
      under.calls.map(({ method, path }) => `${method} ${path}`),
      ['DELETE /customer/{id}', 'DELETE /customer/{id}', 'POST /customer/create'],
    );
    const told = JSON.stringify([under.calls, error, refused]) + String(refused.stack);
    for (const value of [first._id, customer.password, customer.email, emulator.current.partnerKey]) {
      assert.equal(told.includes(value), false);
    }
  });
});
