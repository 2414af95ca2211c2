import assert from 'node:assert/strict';
import { readCustomer } from '../../../src/api/customers.ts';
import { describeDeletion, notTaken } from '../../../src/customers/customerWrites.ts';

const customer = readCustomer({
  _id: 'a'.repeat(24),
  name: 'Harbour Bakery',
  contact: { email: 'info@harbour.example' },
  status: 'ACTIVE',
});

describe('what is said of writes', () => {
  it('says before a deletion what is known to go, and what is not known', () => {
    assert.match(describeDeletion(customer, 0), /account of info@harbour\.example.*not documented/);
    assert.doesNotMatch(describeDeletion(customer, 0), /saved token/);
    assert.match(describeDeletion(customer, 1), /its saved token from this computer/);
    assert.match(describeDeletion(customer, 3), /its 3 saved tokens from this computer/);
  });

  it('tells of a change that was taken without being made', () => {
    assert.equal(notTaken(customer, { name: 'Harbour Bakery' }), undefined);
    assert.equal(notTaken(customer, { username: 'Info@Harbour.example' }), undefined);
    assert.equal(notTaken(customer, { subscriptionType: 'v3' }), undefined, 'nothing to compare with');
    assert.match(notTaken(customer, { name: 'Other' }) ?? '', /still tells the old name of Harbour Bakery/);
    assert.match(notTaken(customer, { username: 'b@c.de' }) ?? '', /old e-mail address/);
  });
});
