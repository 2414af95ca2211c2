import assert from 'node:assert/strict';
import { Favourites } from '../../../src/customers/favourites.ts';
import { memoryMemento } from '../../support/memento.ts';

describe('favourites', () => {
  const customer = { connectionId: 'one', customerId: 'c' };
  const member = { ...customer, memberId: 'm' };

  it('are kept by ids, customers and members apart, each once', async () => {
    const memento = memoryMemento();
    const favourites = new Favourites(memento);
    await favourites.add(customer);
    await favourites.add(member);
    await favourites.add(member);
    assert.deepEqual(memento.get('favourites'), [customer, member]);
    assert.deepEqual(favourites.ids('one'), ['c']);
    assert.deepEqual(favourites.ids('one', 'c'), ['m']);
    assert.deepEqual(favourites.ids('two'), []);
    await favourites.remove(customer);
    assert.equal(favourites.has(customer), false);
    assert.equal(favourites.has(member), true);
  });

  it('go with their customer, and with their connection', async () => {
    const favourites = new Favourites(memoryMemento());
    const told: unknown[] = [];
    favourites.onDidChange((about) => told.push(about));
    const elsewhere = { connectionId: 'two', customerId: 'c' };
    for (const each of [customer, member, elsewhere]) await favourites.add(each);
    await favourites.forget('one', 'c');
    assert.deepEqual(favourites.ids('one'), []);
    assert.deepEqual(favourites.ids('one', 'c'), []);
    await favourites.forget('two');
    assert.deepEqual(favourites.ids('two'), []);
    assert.equal(told.length, 5);
    await favourites.forget('two');
    assert.equal(told.length, 5, 'nothing changed');
  });

  it('are validated when they are read', () => {
    const stored = [customer, 'c', null, { connectionId: 'one' }, { ...customer, memberId: 1 }];
    assert.deepEqual(new Favourites(memoryMemento({ favourites: stored })).ids('one'), ['c']);
    assert.deepEqual(new Favourites(memoryMemento({ favourites: 'all' })).ids('one'), []);
  });
});
