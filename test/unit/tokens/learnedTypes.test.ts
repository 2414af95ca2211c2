import assert from 'node:assert/strict';
import { LearnedTypes } from '../../../src/tokens/learnedTypes.ts';
import { memoryMemento } from '../../support/memento.ts';

describe('the types that were learned of roles', () => {
  const isConnection = (id: string): boolean => id !== 'gone';

  it('are remembered for each connection and role, over a restart', async () => {
    const memento = memoryMemento();
    const learned = new LearnedTypes(memento, isConnection);
    await learned.learn('one', 'role', 'AGENT');
    await learned.learn('two', 'role', 'CUSTOM_USER');
    await learned.learn('one', undefined, 'CUSTOMER');
    const next = new LearnedTypes(memento, isConnection);
    assert.equal(next.typeOf('one', 'role'), 'AGENT');
    assert.equal(next.typeOf('two', 'role'), 'CUSTOM_USER');
    assert.equal(next.typeOf('one', 'other'), undefined);
    assert.equal(next.typeOf('one', undefined), undefined);
    await next.learn('one', 'role', 'CUSTOM_USER');
    assert.equal(learned.typeOf('one', 'role'), 'CUSTOM_USER');
    await next.clear();
    assert.deepEqual(memento.keys(), []);
  });

  it('go with their connection, and pass over what makes no sense', async () => {
    const good = { connectionId: 'gone', roleId: 'role', type: 'AGENT' };
    const memento = memoryMemento({ tokenTypesOfRoles: [good, { ...good, type: 'GOD' }, null, 'x'] });
    const learned = new LearnedTypes(memento, isConnection);
    assert.equal(learned.typeOf('gone', 'role'), 'AGENT');
    await learned.learn('one', 'role', 'AGENT');
    assert.deepEqual(memento.get('tokenTypesOfRoles'), [
      { connectionId: 'one', roleId: 'role', type: 'AGENT' },
    ]);
  });
});
