import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteTable } from '../../../src/customers/byteTable.ts';

describe('a table of bytes', () => {
  it('gives each text its own number, in the order in which they came, wherever in the bytes it stands', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '李', '\0'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 50 }), fc.nat(5), (texts, before) => {
        const table = new ByteTable();
        const numbers = new Map<string, number>();
        for (const each of texts) {
          const bytes = Buffer.from(`${'x'.repeat(before)}${each}x`);
          if (!numbers.has(each)) numbers.set(each, numbers.size);
          assert.equal(table.numberOf(bytes, before, bytes.length - 1), numbers.get(each), each);
          assert.equal(table.size, numbers.size);
        }
      }),
    );
  });

  it('keeps the numbers while it grows', () => {
    const table = new ByteTable();
    const texts = Array.from({ length: 5_000 }, (_, nth) => Buffer.from(`text ${nth}`));
    for (let turn = 0; turn < 2; turn += 1) {
      for (const [number, text] of texts.entries())
        assert.equal(table.numberOf(text, 0, text.length), number);
    }
    assert.equal(table.size, texts.length);
  });
});
