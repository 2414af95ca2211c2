import assert from 'node:assert/strict';
import { filled, translateWith } from '../../../src/base/l10n.ts';
import { OneFetch } from '../../../src/tokens/oneFetch.ts';
import type { StoredToken } from '../../../src/tokens/storedToken.ts';
import { tokenRows } from '../../../src/tokens/tokenRows.ts';
import { ago, stateOf } from '../../../src/tokens/tokenWords.ts';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');

function saved(id: string, change: Partial<StoredToken> = {}): StoredToken {
  const customer = { customerId: 'c1', customerName: 'Clinic' };
  const user = { userId: `u${id}`, userName: `User ${id}`, email: 'a@example.com' };
  const rest = { type: 'AGENT', active: true, savedAt: '2026-01-01T00:00:00.000Z' } as const;
  return { id, connectionId: 'one', ...customer, ...user, ...rest, ...change };
}

describe('the rows of saved tokens', () => {
  it('stand by connection, customer and user', () => {
    const rows = tokenRows({
      tokens: [
        saved('3', { connectionId: 'gone' }),
        saved('2'),
        saved('1'),
        saved('4', { customerId: 'c2', customerName: 'Bakery' }),
        saved('5', { connectionId: 'two' }),
      ],
      isLost: (id) => id === '2',
      connections: [
        { id: 'two', name: 'Second' },
        { id: 'empty', name: 'Empty' },
        { id: 'one', name: 'First' },
      ],
    });
    const shown = rows.map(({ name, customers }) => [
      name,
      ...customers.map((each) => [each.name, ...each.tokens.map(({ id, state }) => `${id} ${state}`)]),
    ]);
    assert.deepEqual(shown, [
      ['Second', ['Clinic', '5 active']],
      ['First', ['Bakery', '4 active'], ['Clinic', '1 active', '2 lost']],
      [undefined, ['Clinic', '3 active']],
    ]);
  });

  it('have the state that is known last', () => {
    const at = '2026-01-02T00:00:00.000Z';
    const checked = (verdict: 'accepted' | 'rejected' | 'unclear', active: boolean) =>
      stateOf(saved('1', { active, check: { verdict, at } }), false);
    assert.equal(stateOf(saved('1'), false), 'active');
    assert.equal(stateOf(saved('1', { active: false }), false), 'inactive');
    assert.equal(stateOf(saved('1'), true), 'lost');
    const { active, ...found } = saved('1');
    assert.equal(active, true);
    assert.equal(stateOf(found, false), 'unverified', 'nobody has asked the server');
    const check = { verdict: 'accepted', at } as const;
    assert.equal(stateOf({ ...found, check }, false), 'active');
    assert.equal(checked('accepted', false), 'active');
    assert.equal(checked('rejected', true), 'rejected');
    assert.equal(checked('unclear', true), 'active');
    assert.equal(checked('unclear', false), 'inactive');
  });

  for (const [iso, words] of [
    ['2026-03-10T11:59:30.000Z', 'just now'],
    ['2026-03-10T11:59:00.000Z', '1 minute ago'],
    ['2026-03-10T11:58:00.000Z', '2 minutes ago'],
    ['2026-03-10T11:00:00.000Z', '1 hour ago'],
    ['2026-03-10T09:00:00.000Z', '3 hours ago'],
    ['2026-03-09T11:00:00.000Z', '1 day ago'],
    ['2026-03-07T12:00:00.000Z', '3 days ago'],
    // Another computer's clock, or one that was set back.
    ['2026-03-11T12:00:00.000Z', 'just now'],
  ] as const) {
    it(`say how old a token is: ${words}`, () => {
      assert.equal(ago(iso, NOW), words);
    });
  }

  it('say how old a token is in the language of the messages', () => {
    try {
      translateWith(filled, () => 'es');
      assert.equal(ago('2026-03-07T12:00:00.000Z', NOW), 'hace 3 días');
    } finally {
      translateWith(filled);
    }
  });
});

describe('one fetch at a time', () => {
  it('refuses a second while one is under way, says whose that is, and goes on after it, also after a failure', async () => {
    const fetches = new OneFetch();
    const first = Promise.withResolvers<string>();
    const running = fetches.run('Ada', () => first.promise);
    assert.throws(() => {
      fetches.assertFree();
    }, /The token of Ada is being fetched/);
    let asked = false;
    await assert.rejects(
      fetches.run('Bob', () => ((asked = true), Promise.resolve())),
      { name: 'UserError' },
    );
    assert.equal(asked, false);
    first.reject(new Error('no answer'));
    await assert.rejects(running, /no answer/);
    assert.equal(await fetches.run('Bob', () => Promise.resolve('token')), 'token');
  });
});
