import assert from 'node:assert/strict';
import { PagedList } from '../../../src/customers/pagedList.ts';

interface Item {
  readonly id: string;
}

/** Pages as given; past them what `past` says. Counts what was read. */
function listOf(pages: string[][], past: 'empty' | 'repeats' = 'empty') {
  const read: number[] = [];
  let failure: Error | undefined;
  let changes = 0;
  const list = new PagedList<Item>(
    (page) => {
      read.push(page);
      if (failure) return Promise.reject(failure);
      const ids = pages[page - 1] ?? (past === 'repeats' ? pages.at(-1) : undefined) ?? [];
      return Promise.resolve(ids.map((id) => ({ id })));
    },
    () => {
      changes += 1;
    },
  );
  return {
    list,
    read,
    pages,
    ids: () => list.items.map(({ id }) => id).join(''),
    failWith: (error: Error | undefined) => (failure = error),
    changes: () => changes,
  };
}

describe('PagedList', () => {
  it('reads the first page once, however often it is opened', async () => {
    const { list, read, ids } = listOf([['a', 'b'], ['c']]);
    assert.equal(list.state, 'unread');
    await Promise.all([list.open(), list.open()]);
    await list.open();
    assert.deepEqual(read, [1]);
    assert.equal(ids(), 'ab');
    assert.equal(list.complete, false);
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
    assert.deepEqual(read, [1, 2]);
  });

  it('keeps what it has when reading fails, and retries what failed', async () => {
    const { list, read, ids, failWith } = listOf([['a'], ['b']]);
    await list.open();
    failWith(new Error('down'));
    await list.loadMore();
    assert.equal(list.state, 'failed');
    assert.equal((list.error as Error).message, 'down');
    assert.equal(ids(), 'a');
    failWith(undefined);
    await list.retry();
    assert.equal(ids(), 'ab');
    assert.deepEqual(read, [1, 2, 2]);
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
    const { list, changes } = listOf([['a'], ['b']]);
    const opening = list.open();
    assert.equal(changes(), 0);
    await opening;
    assert.equal(changes(), 1);
    await list.loadMore();
    assert.equal(changes(), 3);
  });
});
