import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { listOf } from '../../support/pagedList.ts';

describe('PagedList', () => {
  it('reads the first page once, however often it is opened, and one page ahead', async () => {
    const { list, read, ids } = listOf([['a', 'b'], ['c']]);
    assert.equal(list.state, 'unread');
    await Promise.all([list.open(), list.open()]);
    await list.open();
    assert.deepEqual(read, [1, 2]);
    assert.equal(ids(), 'ab');
    assert.equal(list.complete, false);
  });

  it('knows without being asked that there is no more', async () => {
    const { list, nextChange } = listOf([['a', 'b']]);
    const known = nextChange(2);
    await list.open();
    assert.equal(list.state, 'ready');
    await known;
    assert.equal(list.complete, true);
  });

  it('is drawn once where there is no more, and its first reading waits for nothing that takes long', async () => {
    const { list, held } = listOf([['a', 'b']]);
    held.set(2, turn());
    await list.firstReading();
    assert.equal(list.complete, true);
    assert.equal(list.firstReading(), undefined);

    const late = listOf([['a']]);
    late.held.set(2, new Promise(() => undefined));
    await late.list.firstReading();
    assert.equal(late.list.complete, false);
    assert.equal(late.ids(), 'a');
  });

  it('keeps a failure to look ahead to itself until that page is asked for', async () => {
    const { list, read, failing, ids } = listOf([['a'], ['b']]);
    failing.add(2);
    await list.open();
    assert.equal(list.state, 'ready');
    failing.clear();
    await list.loadMore();
    assert.equal(ids(), 'ab');
    assert.deepEqual(read, [1, 2, 2, 3]);
  });

  for (const past of ['empty', 'repeats'] as const) {
    it(`ends where the next page is ${past === 'empty' ? 'empty' : 'the last one again'}`, async () => {
      const { list, read, ids } = listOf([['a', 'b'], ['c']], past);
      await list.open();
      await list.loadMore();
      await list.loadMore();
      assert.equal(list.complete, true);
      await list.loadMore();
      assert.deepEqual(read, [1, 2, 3]);
      assert.equal(ids(), 'abc');
    });
  }

  it('asks for no page past the total, where one is known', async () => {
    const { list, read } = listOf([['a', 'b'], ['c']], 'empty', 3);
    await list.open();
    await list.loadMore();
    assert.equal(list.complete, true);
    assert.deepEqual(read, [1, 2]);
  });

  it('passes over an id it has already', async () => {
    const { list, ids } = listOf([
      ['a', 'b'],
      ['b', 'c', 'c'],
    ]);
    await list.open();
    await list.loadMore();
    assert.equal(ids(), 'abc');
  });

  it('does not read a page twice when asked twice at once', async () => {
    const { list, read } = listOf([['a'], ['b'], ['c']]);
    await list.open();
    await Promise.all([list.loadMore(), list.loadMore()]);
    assert.deepEqual(read, [1, 2, 3]);
  });

  it('keeps what it has when reading fails, and retries what failed', async () => {
    const { list, failing, ids } = listOf([['a'], ['b']]);
    failing.add(2);
    await list.open();
    await list.loadMore();
    assert.equal(list.state, 'failed');
    assert.equal((list.error as Error).message, 'down');
    assert.equal(ids(), 'a');
    failing.clear();
    await list.retry();
    assert.equal(ids(), 'ab');
  });

  it('reads as many pages anew as were loaded, keeping the old ones until then', async () => {
    const { list, pages, ids } = listOf([['a'], ['b'], ['c']]);
    await list.open();
    await list.loadMore();
    pages[0] = ['x'];
    const reloading = list.reload();
    assert.equal(ids(), 'ab');
    await reloading;
    assert.equal(ids(), 'xb');
    list.markStale();
    pages[1] = [];
    await list.open();
    assert.equal(ids(), 'x');
    assert.equal(list.complete, true);
  });

  it('drops the answer to a question that was given up', async () => {
    const { list, ids } = listOf([['a'], ['b']]);
    const opening = list.open();
    list.dispose();
    await opening;
    assert.equal(ids(), '');
  });

  it('tells of each change, but not while it is being opened', async () => {
    const { list, changes } = listOf([['a'], ['b'], ['c']]);
    const opening = list.open();
    assert.equal(changes(), 0);
    await opening;
    assert.equal(changes(), 1);
    const more = list.loadMore();
    assert.equal(changes(), 2);
    await more;
    assert.equal(changes(), 3);
  });

  it('shows an item that was changed in its place, and a new one first, once', async () => {
    const { list, ids, read } = listOf([
      ['a', 'b'],
      ['c', 'n'],
    ]);
    await list.open();
    const changed = { id: 'b', name: 'changed' };
    list.put(changed);
    assert.equal(list.items[1], changed);
    list.put({ id: 'n' });
    assert.equal(ids(), 'nab');
    await list.loadMore();
    assert.equal(ids(), 'nabc');
    assert.deepEqual(read, [1, 2, 3]);
  });

  it('misses nobody when one that was taken out moves the pages', async () => {
    const { list, ids, pages } = listOf([['a', 'b'], ['c']]);
    await list.open();
    pages.splice(0, 2, ['b', 'c']);
    list.drop('a');
    list.drop('a');
    assert.equal(ids(), 'b');
    assert.equal(list.complete, false);
    await list.loadMore();
    assert.equal(ids(), 'bc');
    assert.equal(list.complete, true);
  });

  it('does not let an answer from before a change undo it', async () => {
    const { list, ids, pages } = listOf([['a', 'b']], 'empty', 2);
    await list.open();
    const reloading = list.reload();
    pages.splice(0, 1, ['n', 'b']);
    list.drop('a');
    list.put({ id: 'n' });
    await reloading;
    await list.open();
    assert.equal(ids(), 'nb');
  });

  it('is stopped with what it has, and goes on when asked', async () => {
    const { list, ids, read } = listOf([['a'], ['b']]);
    await list.open();
    const more = list.loadMore();
    list.stop();
    assert.equal(list.state, 'stopped');
    await more;
    assert.equal(ids(), 'a');
    assert.equal(list.state, 'stopped');
    await list.open();
    assert.equal(list.state, 'stopped', 'looking does not go on');
    await list.retry();
    assert.equal(ids(), 'ab');
    assert.ok(read.includes(2));
  });

  it('explains a failure before anybody hears of it', async () => {
    const { list, failing } = listOf([['a']]);
    failing.add(1);
    await list.open();
    assert.equal(list.failure, 'explained: down');
    failing.clear();
    await list.retry();
    assert.equal(list.failure, undefined);
  });
});
