import assert from 'node:assert/strict';
import { pagesOf, type Page } from '../../../src/api/pages.ts';

interface Item {
  readonly id: string;
}

/** Reads all pages of a list whose pages a function gives as a string of one-letter ids. */
async function read(
  page: (page: number) => string,
  total?: number,
): Promise<{ pages: string[]; asked: number }> {
  let asked = 0;
  const readPage = (number: number): Promise<Page<Item>> => {
    asked += 1;
    return Promise.resolve({ items: Array.from(page(number), (id) => ({ id })), total });
  };
  const pages: string[] = [];
  for await (const items of pagesOf(readPage)) pages.push(items.map(({ id }) => id).join(''));
  return { pages, asked };
}

describe('the pages of a list', () => {
  const three = ['', 'ab', 'cd', 'e'];

  it('end with an empty page', async () => {
    assert.deepEqual(await read((page) => three[page] ?? ''), { pages: ['ab', 'cd', 'e'], asked: 4 });
    assert.deepEqual(await read(() => ''), { pages: [], asked: 1 });
  });

  it('end with a page that brings nothing new, whichever of them comes again', async () => {
    assert.deepEqual((await read((page) => three[page] ?? 'e')).pages, ['ab', 'cd', 'e']);
    assert.deepEqual((await read((page) => three[((page - 1) % 3) + 1] ?? '')).asked, 4);
    assert.deepEqual(await read(() => 'abc'), { pages: ['abc'], asked: 2 });
  });

  it('end with the total, where it is known', async () => {
    assert.deepEqual(await read((page) => three[page] ?? '', 5), { pages: ['ab', 'cd', 'e'], asked: 3 });
  });

  it('do not end early because of a total that cannot be right', async () => {
    assert.deepEqual((await read((page) => three[page] ?? '', 0)).pages, ['ab', 'cd', 'e']);
    assert.deepEqual((await read((page) => three[page] ?? '', 1)).pages, ['ab', 'cd', 'e']);
    assert.deepEqual(await read((page) => three[page] ?? '', 99), { pages: ['ab', 'cd', 'e'], asked: 4 });
  });

  it('come without what was there before, within a page too', async () => {
    assert.deepEqual((await read((page) => ['', 'aab', 'bc', ''][page] ?? '')).pages, ['ab', 'c']);
  });

  it('end even where new ids are made up for ever', async () => {
    let next = 0;
    const endless = pagesOf(() =>
      Promise.resolve({ items: [{ id: String((next += 1)) }], total: undefined }),
    );
    const toTheEnd = async (): Promise<void> => {
      while (!(await endless.next()).done);
    };
    await assert.rejects(toTheEnd, /more than 100000 pages/);
  });
});
