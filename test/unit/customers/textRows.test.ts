import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextRows } from '../../../src/customers/textRows.ts';

const WIDTH = 3;
const text = fc.string({ unit: fc.constantFrom('1', '2', 'ß', '李', '👋', '\0'), maxLength: 4 });
const row = fc.tuple(text, text, text);
const additions = fc.array(fc.array(row, { maxLength: 5 }), { maxLength: 5 });

function rowsOf(blocks: [string, string, string][][]): TextRows {
  const rows = new TextRows(WIDTH);
  for (const block of blocks) rows.add(block.flat());
  return rows;
}

function keptOf(blocks: [string, string, string][][]): string[][] {
  return blocks.flat().map((texts) => texts.map((each) => each.replaceAll('\0', '')));
}

describe('rows of texts', () => {
  it('are what was added, however many at a time and in whatever order they are asked for', () => {
    fc.assert(
      fc.property(additions, fc.array(fc.nat()), (blocks, asked) => {
        const [rows, kept] = [rowsOf(blocks), keptOf(blocks)];
        assert.equal(rows.length, kept.length);
        for (const any of kept.length > 0 ? asked : []) {
          const place = any % kept.length;
          assert.deepEqual(rows.at(place), kept[place]);
        }
      }),
    );
  });

  it('are told as bytes, from any of them on', () => {
    fc.assert(
      fc.property(additions, fc.nat(), (blocks, any) => {
        const [rows, kept] = [rowsOf(blocks), keptOf(blocks)];
        const from = any % (kept.length + 1);
        const told: string[] = [];
        rows.each(from, (bytes, start, end) => told.push(bytes.toString('utf8', start, end)));
        assert.deepEqual(
          told,
          kept.slice(from).map((texts) => texts.join('\0')),
        );
      }),
    );
  });

  it('of many pages are in many blocks, and one that fits into none has its own', () => {
    const pages = [1, 40_000, 30_000, 200_000, 7, 65_000].map((length, nth) => [
      Array.from({ length: WIDTH }, (_, column) => String(nth * WIDTH + column).padEnd(length, 'x')),
    ]);
    const rows = new TextRows(WIDTH);
    for (const page of pages) rows.add(page.flat());
    for (const [place, texts] of pages.flat().entries()) {
      assert.deepEqual(rows.at(place), texts);
      const [first = ''] = texts;
      assert.deepEqual([...rows.having(first)].indexOf(1), place);
    }
  });

  it('of one text each can be added as bytes', () => {
    const digits = fc.stringMatching(/^\d{0,4}$/);
    fc.assert(
      fc.property(fc.array(fc.array(digits, { minLength: 1 }), { maxLength: 5 }), (pages) => {
        const rows = new TextRows(1);
        for (const page of pages) rows.addBytes(Buffer.from(page.join('\0')));
        const all = pages.flat();
        assert.deepEqual(
          all.map((_, place) => rows.at(place)),
          all.map((each) => [each]),
        );
      }),
    );
  });

  it('are found by what is within one of their texts, and by nothing that is across two', () => {
    const sought = fc.string({ unit: fc.constantFrom('1', '2', '李'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(additions, sought, (blocks, part) => {
        const expected = keptOf(blocks).map((texts) => (texts.some((each) => each.includes(part)) ? 1 : 0));
        assert.deepEqual([...rowsOf(blocks).having(part)], expected);
      }),
    );
  });
});
