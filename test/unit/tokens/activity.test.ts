import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { Activity } from '../../../src/tokens/activity.ts';
import { activityReport } from '../../../src/tokens/activityReport.ts';
import { memoryMemento } from '../../support/memento.ts';

const subject = { connectionId: 'one', userId: 'u1', type: 'AGENT' } as const;

function activityIn(memento: Memento, isOn = () => true): Activity {
  return new Activity(memento, isOn, (error) => {
    throw error;
  });
}

describe('the record of token activity', () => {
  it('keeps what was done, by ids, over a restart', async () => {
    const memento = memoryMemento();
    // As the callers do it: with a whole row, of which only ids are to be kept.
    const row = { ...subject, userName: 'Ada', email: 'ada@example.com', value: 'token-value' };
    await activityIn(memento).record('fetched', row);
    await activityIn(memento).record('copied', row);
    const { entries } = activityIn(memento);
    assert.deepEqual(
      entries.map(({ deed, connectionId, userId, type }) => [deed, connectionId, userId, type]),
      [
        ['fetched', 'one', 'u1', 'AGENT'],
        ['copied', 'one', 'u1', 'AGENT'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(memento.get('tokenActivity')), /Ada|token-value/);
  });

  it('has 500 entries at most, of which the oldest go', async () => {
    const entry = { at: '2026-01-01T00:00:00.000Z', deed: 'copied', ...subject };
    const memento = memoryMemento({ tokenActivity: Array.from({ length: 600 }, () => entry) });
    const activity = activityIn(memento);
    await activity.record('forgotten', subject);
    assert.equal(activity.entries.length, 500);
    assert.equal(activity.entries.at(-1)?.deed, 'forgotten');
  });

  it('adds nothing while it is off, and can be emptied', async () => {
    const memento = memoryMemento();
    let isOn = true;
    const activity = activityIn(memento, () => isOn);
    await activity.record('copied', subject);
    isOn = false;
    await activity.record('copied', subject);
    assert.equal(activity.entries.length, 1);
    await activity.clear();
    assert.deepEqual(activity.entries, []);
    assert.deepEqual(memento.keys(), []);
  });

  it('undoes nothing where it cannot be written', async () => {
    const memento = memoryMemento();
    memento.update = () => Promise.reject(new Error('no room'));
    const told: unknown[] = [];
    await new Activity(
      memento,
      () => true,
      (error) => told.push(error),
    ).record('fetched', subject);
    assert.equal(told.length, 1);
  });

  it('passes over entries it cannot make sense of', () => {
    const good = { at: '2026-01-01T00:00:00.000Z', deed: 'copied', ...subject };
    const bad = [null, 3, { ...good, deed: 'stolen' }, { ...good, at: 'never' }, { ...good, type: 'GOD' }];
    const memento = memoryMemento({ tokenActivity: [...bad, { ...good, value: 'x' }] });
    assert.deepEqual(activityIn(memento).entries, [good]);
  });

  it('is told the latest first, with the names that are known, as text', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const text = activityReport({
      entries: [
        { at, deed: 'fetched', ...subject },
        { at, deed: 'handed over', ...subject, connectionId: 'gone', userId: 'u2' },
      ],
      isOn: true,
      userName: ({ userId }) => (userId === 'u1' ? '[Ada](command:x) | b' : undefined),
      connectionName: (id) => (id === 'one' ? 'Agency' : undefined),
    });
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('Agent'));
    assert.equal(rows.length, 2);
    assert.match(rows[0] ?? '', /handed over \| Agent \| user u2 \| a connection that was removed/);
    assert.match(rows[1] ?? '', /fetched \| Agent \| \\\[Ada\\\]\(command:x\) \\\| b \| Agency/);
    const off = activityReport({ entries: [], isOn: false, userName: () => '', connectionName: () => '' });
    assert.match(off, /is off/);
    assert.match(off, /Nothing yet/);
  });
});
