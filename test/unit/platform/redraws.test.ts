import assert from 'node:assert/strict';
import { Redraws } from '../../../src/platform/redraws.ts';
import { HandClock } from '../../support/clock.ts';

/** A provider of two rows, and what VS Code is told of them. */
function watched() {
  const clock = new HandClock();
  const redraws = new Redraws<string>(clock);
  const provider = redraws.watch({
    getChildren: (row?: string) => Promise.resolve(row === undefined ? ['one', 'two'] : []),
    getTreeItem: (label: string) => ({ label }),
  });
  const told: unknown[] = [];
  provider.onDidChangeTreeData((rows) => told.push(rows));
  return { clock, redraws, provider, told };
}

describe('a tree view that is drawn anew', () => {
  it('is told at once where no rows are on their way', () => {
    const { redraws, told } = watched();
    redraws.ask('one');
    assert.deepEqual(told, [['one']]);
  });

  it('is not told while rows are on their way, be they given at once or later', async () => {
    for (const give of ['getChildren', 'getTreeItem'] as const) {
      const { clock, redraws, provider, told } = watched();
      await provider[give]('one');
      redraws.ask('one');
      assert.deepEqual(told, [], give);
      await clock.pass(1);
      assert.deepEqual(told, [['one']], give);
    }
  });

  it('is told once of all that is asked for meanwhile', async () => {
    const { clock, redraws, told } = watched();
    for (const row of ['one', 'two', 'three', 'two']) redraws.ask(row);
    assert.deepEqual(told, [['one']]);
    await clock.pass(1);
    assert.deepEqual(told, [['one'], ['two', 'three']]);
  });

  it('is told of everything where one asks for that', async () => {
    const { clock, redraws, told } = watched();
    redraws.ask('one');
    redraws.ask('two');
    redraws.ask(undefined);
    await clock.pass(1);
    assert.deepEqual(told, [['one'], undefined]);
  });

  it('can be waited for', async () => {
    const { clock, redraws, told } = watched();
    redraws.ask('one');
    await redraws.told();
    redraws.ask('two');
    const waiting = redraws.told().then(() => [...told]);
    await clock.pass(1);
    assert.deepEqual(await waiting, [['one'], ['two']]);
  });
});
