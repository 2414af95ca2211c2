import { PagedList, type Paging } from '../../src/customers/pagedList.ts';

interface Item {
  readonly id: string;
}

/** A list with pages as given; past them what `past` says. Counts what was read. */
export function listOf(
  pages: string[][],
  past: 'empty' | 'repeats' = 'empty',
  total?: number,
  paging: Paging = 'loadMore',
) {
  const read: number[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const failing = new Set<number>();
  const held = new Map<number, Promise<unknown>>();
  let changes = 0;
  const list = new PagedList<Item, string>({
    paging,
    explain: (error) => Promise.resolve(`explained: ${(error as Error).message}`),
    async readPage(page) {
      read.push(page);
      if (held.has(page)) await held.get(page);
      if (failing.has(page)) throw new Error('down');
      const ids = pages[page - 1] ?? (past === 'repeats' ? pages.at(-1) : undefined) ?? [];
      return { items: ids.map((id) => ({ id })), total };
    },
    onDidChange() {
      changes += 1;
      for (const { count, resolve } of waiting) if (changes >= count) resolve();
    },
  });
  return {
    list,
    read,
    pages,
    ids: () => list.items.map(({ id }) => id).join(''),
    failing,
    /** What the answer of a page waits for. */
    held,
    changes: () => changes,
    /** Resolves at the change of that number. */
    nextChange: (count: number) =>
      new Promise<void>((resolve) => {
        waiting.push({ count, resolve });
      }),
  };
}
