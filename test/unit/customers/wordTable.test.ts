import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordsOf } from '../../../src/customers/fold.ts';
import { Numbers } from '../../../src/customers/numbers.ts';
import { Fit, WordTable } from '../../../src/customers/wordTable.ts';

/** A word, and the same with one letter wrong, missing, too much, or swapped with the next, but not the first. */
const misspelt = fc
  .record({
    alphabet: fc.constantFrom(
      'abcdefghijklmnopqrstuvw',
      'αβγδεζηθικλμνξοπρστυφχψ',
      'абвгдежзиклмнопрстуфхцч',
    ),
    // Where the first letter comes again, the library may take that for the beginning.
    letters: fc.uniqueArray(fc.nat(22), { minLength: 6, maxLength: 12 }),
    at: fc.nat(),
    how: fc.constantFrom('wrong', 'missing', 'too much', 'swapped'),
  })
  .map(({ alphabet, letters: [other = 0, ...letters], at, how }) => {
    const letter = (nth: number) => alphabet[nth] ?? '';
    const word = letters.map(letter).join('');
    // Where the last letter is missing, or one stands behind it, the word only begins as the term does.
    const place = 1 + (at % (word.length - 2));
    const [before, after] = [word.slice(0, place), word.slice(place)];
    const term = {
      wrong: before + letter(other) + after.slice(1),
      missing: before + after.slice(1),
      'too much': before + letter(other) + after,
      swapped: before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2),
    }[how];
    return { word, term };
  });

/** The numbers of the words of a text, as often as they occur. */
function addWords(words: WordTable, text: string): number[] {
  const [bytes, numbers] = [Buffer.from(text), new Numbers()];
  words.addWordsIn(bytes, 0, bytes.length, -1, numbers);
  return [...numbers.values];
}

describe('words that are like a term', () => {
  it('are found whichever letter is wrong, in any script, and nothing of another beginning is', () => {
    fc.assert(
      fc.property(misspelt, fc.array(misspelt, { maxLength: 20 }), ({ word, term }, others) => {
        const words = new WordTable();
        for (const other of others) addWords(words, other.word);
        const [number = -1] = addWords(words, word);
        const fits = words.fits(term);
        const before = [...fits];
        words.addSimilar(term, fits);
        assert.notEqual(fits[number], 0, `${term} finds ${word}`);
        for (const [other, fit] of fits.entries()) {
          if (before[other] !== 0) assert.equal(fit, before[other], 'what fits better stays');
          else if (fit === Fit.similar) assert.equal((others[other]?.word ?? word)[0], term[0]);
        }
      }),
    );
  });
});

describe('the words of a text', () => {
  const unit = fc.constantFrom('a', 'B', 'É', 'e\u0301', 'Σ', 'ß', '李', '7', '.', ' ', '-', "'");
  const texts = fc.array(fc.string({ unit, maxLength: 12 }), { maxLength: 12 });

  it('have the numbers that they have alone, in order, whatever came before', () => {
    fc.assert(
      fc.property(texts, (all) => {
        const words = new WordTable();
        for (const text of all) {
          const numbers = addWords(words, text);
          const alone = wordsOf(text).map((word) => addWords(words, word)[0]);
          assert.deepEqual(numbers, alone, text);
        }
      }),
    );
  });
});
