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
