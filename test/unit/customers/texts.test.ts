import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Texts } from '../../../src/customers/texts.ts';

const text = fc.string({ unit: fc.constantFrom('1', '2', 'ß', '李', '👋', '\0'), maxLength: 4 });
const several = fc.array(text, { maxLength: 20 });

function kept(added: readonly string[]): Texts {
  const texts = new Texts();
  for (const each of added) texts.push(each);
  return texts;
}

describe('texts that are kept as bytes', () => {
  it('are what was added, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(several, fc.array(fc.nat()), (added, asked) => {
        const texts = kept(added);
        assert.equal(texts.length, added.length);
        for (const any of added.length > 0 ? asked : [])
          assert.equal(texts.at(any % added.length), added[any % added.length]);
      }),
    );
  });

  it('are told as bytes, from any of them on', () => {
    fc.assert(
      fc.property(several, fc.nat(), (added, any) => {
        const from = any % (added.length + 1);
        const told: [string, number][] = [];
        kept(added).each(from, (bytes, start, end, nth) =>
          told.push([bytes.toString('utf8', start, end), nth]),
        );
        assert.deepEqual(told, added.map((each, nth) => [each, nth]).slice(from));
      }),
    );
  });

  it('are in many blocks, and one that fits into none has its own', () => {
    const added = [70_000, 1, 40_000, 30_000, 200_000, 7, 65_000, 0, 21_000, 5].map((length, nth) =>
      `${nth}`.padEnd(length, 'x').slice(0, length),
    );
    const texts = kept(added);
    assert.deepEqual(
      added.map((_, nth) => texts.at(nth)),
      added,
    );
    const told: string[] = [];
    texts.each(3, (bytes, start, end) => told.push(bytes.toString('utf8', start, end)));
    assert.deepEqual(told, added.slice(3));
    for (const sought of ['x', '3', '5xx', 'xxxx'])
      assert.deepEqual(
        [...texts.having(sought)],
        added.map((each) => (each.includes(sought) ? 1 : 0)),
      );
  });

  it('can be added as bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\d{0,4}$/)), (added) => {
        const texts = new Texts();
        for (const each of added) texts.pushBytes(Buffer.from(`${each}beyond`), each.length);
        assert.deepEqual(
          added.map((_, nth) => texts.at(nth)),
          added,
        );
      }),
    );
  });

  it('are found by what is within one of them, and by nothing that is across two', () => {
    const sought = fc.string({ unit: fc.constantFrom('1', '2', '李'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(several, sought, (added, part) => {
        const expected = added.map((each) => (each.includes(part) ? 1 : 0));
        assert.deepEqual([...kept(added).having(part)], expected);
      }),
    );
  });
});
