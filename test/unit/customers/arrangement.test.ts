import assert from 'node:assert/strict';
import { arranged, Arrangements, isArranged } from '../../../src/customers/arrangement.ts';
import { memoryMemento } from '../../support/memento.ts';

const AS_GIVEN = { sort: 'server', status: undefined, text: '' } as const;

describe('how a list is arranged', () => {
  const people = [
    { name: 'Zoë', email: 'zoe@a.example', status: 'INACTIVE', createdAt: '2024-01-01T00:00:00.000Z' },
    { name: 'Émile 10', email: undefined, status: undefined, createdAt: undefined },
    { name: 'Émile 9', email: 'e@b.example', status: 'ACTIVE', createdAt: '2025-01-01T00:00:00.000Z' },
  ];
  const names = (change: object) =>
    arranged(people, { ...AS_GIVEN, ...change }, (person) => person).map(({ name }) => name);

  it('is as the server gave it unless somebody says otherwise', () => {
    assert.deepEqual(names({}), ['Zoë', 'Émile 10', 'Émile 9']);
    assert.equal(isArranged(AS_GIVEN), false);
  });

  it('is by name as people sort names, and by time the newest first, unknown times last', () => {
    assert.deepEqual(names({ sort: 'name' }), ['Émile 9', 'Émile 10', 'Zoë']);
    assert.deepEqual(names({ sort: 'created' }), ['Émile 9', 'Zoë', 'Émile 10']);
  });

  it('shows those of a status, where none counts as active, and those with a text, whatever its accents', () => {
    assert.deepEqual(names({ status: 'ACTIVE' }), ['Émile 10', 'Émile 9']);
    assert.deepEqual(names({ text: 'EMILE' }), ['Émile 10', 'Émile 9']);
    const lukasz = { name: 'Łukasz Straße', email: undefined, status: undefined, createdAt: undefined };
    assert.equal(arranged([lukasz], { ...AS_GIVEN, text: 'lukasz strasse' }, () => lukasz).length, 1);
    assert.deepEqual(names({ text: 'b.example', status: 'INACTIVE' }), []);
  });

  it('gives up a filter that hides somebody who is wanted, and keeps the order', async () => {
    const arrangements = new Arrangements(memoryMemento());
    const [zoe, emile] = people;
    assert.ok(zoe && emile);
    await arrangements.set('members', { sort: 'name', status: 'ACTIVE', text: 'e' });
    assert.equal(await arrangements.unhide('members', emile), false);
    assert.equal(arrangements.of('members').status, 'ACTIVE');
    assert.equal(await arrangements.unhide('members', zoe), true);
    assert.deepEqual(arrangements.of('members'), { ...AS_GIVEN, sort: 'name' });
  });

  it('is remembered but for the text, and what cannot be understood is as if never said', async () => {
    const memento = memoryMemento();
    await new Arrangements(memento).set('customers', { sort: 'lastLogin', status: 'ACTIVE', text: 'x' });
    const { customers, members } = { ...both(new Arrangements(memento)) };
    assert.deepEqual(customers, { sort: 'lastLogin', status: 'ACTIVE', text: '' });
    assert.deepEqual(members, AS_GIVEN);
    const odd = memoryMemento({ arrangement: { customers: { sort: 'up', status: 7 }, members: null } });
    assert.deepEqual(both(new Arrangements(odd)), { customers: AS_GIVEN, members: AS_GIVEN });
    // Members have no last login.
    const other = memoryMemento({ arrangement: { members: { sort: 'lastLogin' } } });
    assert.deepEqual(new Arrangements(other).of('members'), AS_GIVEN);
  });

  function both(arrangements: Arrangements) {
    return { customers: arrangements.of('customers'), members: arrangements.of('members') };
  }
});
