import assert from 'node:assert/strict';
import type { Customer } from '../../../src/api/customers.ts';
import { FavouriteRows } from '../../../src/customers/favouriteRows.ts';
import type { CustomersList } from '../../../src/customers/listRows.ts';
import { PagedList } from '../../../src/customers/pagedList.ts';
import type { CustomerRow } from '../../../src/customers/rows.ts';

describe('favourites where one page shows at a time', () => {
  let pages: string[][];
  let failing: Set<number>;
  let list: CustomersList;
  let rows: FavouriteRows;
  let changes: number;
  let changed: () => void;

  /** `a` and `a!` are the same customer, of whom something changed. */
  const rowOf = (name: string): CustomerRow => {
    const customer = { id: name.charAt(0), name } as Customer;
    return { kind: 'customer', connectionId: 'one', id: customer.id, customer };
  };

  beforeEach(async () => {
    pages = [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ];
    failing = new Set();
    list = new PagedList({
      paging: 'pages',
      readPage: (page) =>
        failing.has(page)
          ? Promise.reject(new Error('down'))
          : Promise.resolve({ items: (pages[page - 1] ?? []).map(rowOf), total: undefined }),
      explain: (error) => Promise.resolve({ message: String(error), actions: [] }),
      onDidChange: () => undefined,
    });
    changes = 0;
    changed = () => undefined;
    rows = new FavouriteRows(() => {
      changes += 1;
      changed();
    });
    await list.open();
  });

  /** As the view shows them: a name, or nothing where the favourite is not known. */
  function shown(...favourites: string[]): (string | undefined)[] {
    const elsewhere = rows.elsewhere(list, favourites, undefined, '');
    return favourites.map((id) => elsewhere(id)?.customer.name);
  }
  /** What the view shows once what it had read anew is there. */
  async function renewed(...favourites: string[]): Promise<(string | undefined)[]> {
    const done = new Promise<void>((resolve) => (changed = resolve));
    shown(...favourites);
    await done;
    return shown(...favourites);
  }
  /** As a refresh does, while the view looks on. */
  async function refresh(...favourites: string[]): Promise<void> {
    rows.markStale();
    const reloading = list.reload();
    shown(...favourites);
    await reloading;
  }

  it('are not among what the server finds for a text', async () => {
    assert.deepEqual(shown('a'), ['a']);
    await list.goTo(2);
    assert.deepEqual(shown('a'), ['a']);
    assert.equal(rows.elsewhere(list, ['a'], undefined, 'text')('a'), undefined);
  });

  it('are read anew by a refresh, from the page they were on, and not known where they are gone', async () => {
    shown('a', 'b');
    await list.goTo(2);
    pages[0] = ['a!'];
    assert.deepEqual(shown('a', 'b'), ['a', 'b']);
    await refresh('a', 'b');
    assert.deepEqual(await renewed('a', 'b'), ['a!', undefined]);
    assert.equal(changes, 1, 'one reading for both');
  });

  it('are not known any more where the page that shows has lost them', async () => {
    assert.deepEqual(shown('a'), ['a']);
    pages[0] = ['b'];
    await refresh('a');
    assert.deepEqual(await renewed('a'), [undefined]);
  });

  it('stay as they were known where their page cannot be read', async () => {
    shown('a');
    await list.goTo(3);
    failing.add(1);
    await refresh('a');
    assert.deepEqual(await renewed('a'), ['a']);
  });

  it('show as far as they were found when looking for them is given up', async () => {
    const missing = (): string[] => ['c', 'x'].filter((id) => !rows.get(id, undefined));
    failing.add(3);
    const looking = rows.load(list, undefined, missing, new AbortController().signal);
    await assert.rejects(looking, /down/);
    assert.equal(changes, 1);
    assert.deepEqual(shown('c', 'x'), ['c', undefined]);
    assert.equal(rows.searched(list), false);
    failing.clear();
    await rows.load(list, undefined, missing, new AbortController().signal);
    assert.equal(rows.searched(list), true);
    rows.markStale();
    assert.equal(rows.searched(list), false, 'it may be there now');
  });
});
