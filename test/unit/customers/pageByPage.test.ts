import assert from 'node:assert/strict';
import { listOf } from '../../support/pagedList.ts';

describe('PagedList, page by page', () => {
  it('shows one page at a time where that is wanted, keeps the place on reload, and knows the last page', async () => {
    const { list, ids, read, nextChange } = listOf([['a', 'b'], ['c', 'd'], ['e']], 'empty', 5, 'pages');
    await list.open();
    assert.equal(ids(), 'ab');
    assert.deepEqual(list.place, { page: 1, of: 3, isLast: false });
    await list.loadMore();
    assert.equal(ids(), 'cd');
    await list.reload();
    assert.equal(ids(), 'cd');
    assert.deepEqual(read.slice(0, 4), [1, 2, 3, 2]);
    assert.equal(await list.goTo(7), false);
    assert.equal(ids(), 'cd', 'what is not there changes nothing');
    const known = nextChange(list.complete ? 0 : 9);
    assert.equal(await list.goTo(3), true);
    assert.equal(ids(), 'e');
    await known;
    assert.deepEqual(list.place, { page: 3, of: 3, isLast: true });
    await list.goTo(1);
    assert.equal(ids(), 'ab');
  });

  for (const past of ['empty', 'repeats'] as const) {
    it(`shows the page before where a reload finds its own ${past === 'empty' ? 'gone' : 'to be that one again'}`, async () => {
      const { list, ids, pages } = listOf([['a'], ['b'], ['c']], past, undefined, 'pages');
      await list.open();
      await list.goTo(3);
      pages.splice(2, 1);
      await list.reload();
      assert.equal(ids(), 'b');
      assert.equal(list.place.page, 2);
    });
  }

  for (const past of ['empty', 'repeats'] as const) {
    it(`keeps the last page where the next is ${past === 'empty' ? 'empty' : 'the last one again'}`, async () => {
      const { list, ids, failing } = listOf([['a'], ['b']], past, undefined, 'pages');
      failing.add(3);
      await list.open();
      // The look-ahead fails, so nothing is known of the end.
      await list.loadMore();
      assert.equal(ids(), 'b');
      assert.equal(list.complete, false);
      failing.clear();
      await list.loadMore();
      assert.equal(ids(), 'b');
      assert.deepEqual(list.place, { page: 2, of: undefined, isLast: true });
    });
  }

  it('reads its page anew when one of it is taken out, and steps back where that was the only one', async () => {
    const { list, ids, pages, nextChange, changes } = listOf(
      [['a', 'b'], ['c', 'd'], ['e']],
      'empty',
      undefined,
      'pages',
    );
    await list.open();
    pages.splice(0, 3, ['b', 'c'], ['d', 'e']);
    list.drop('a');
    await list.open();
    assert.equal(ids(), 'bc', 'nobody is skipped at the border');
    pages.splice(0, 2, ['b', 'c'], ['d']);
    await list.goTo(2);
    assert.equal(ids(), 'd');
    pages.splice(1, 1);
    const dropped = nextChange(changes() + 2);
    list.drop('d');
    await dropped;
    assert.equal(ids(), 'bc');
    assert.equal(list.place.page, 1);
  });

  it('shows the page that was turned to although a row is taken out meanwhile', async () => {
    const { list, ids } = listOf([['a', 'b'], ['c', 'd'], ['e']], 'empty', undefined, 'pages');
    await list.open();
    void list.goTo(3);
    list.drop('b');
    await list.open();
    assert.equal(ids(), 'e');
  });
});
