import assert from 'node:assert/strict';
import { pairwise } from '../../support/pairwise.ts';

describe('pairwise rows', () => {
  it('have every two values of every two factors together, in far fewer rows than all combinations', () => {
    const factors = { a: [1, 2, 3, 4], b: ['x', 'y'], c: [true, false], d: [1, 2, 3], e: ['p', 'q', 'r'] };
    const rows = pairwise(factors);
    const entries = Object.entries(factors) as [keyof typeof factors, readonly unknown[]][];
    for (const [one, some] of entries) {
      for (const [other, others] of entries) {
        if (one === other) continue;
        for (const a of some) {
          for (const b of others) {
            const together = rows.some((row) => row[one] === a && row[other] === b);
            assert.ok(together, `${one}=${String(a)} with ${other}=${String(b)}`);
          }
        }
      }
    }
    assert.ok(rows.length < 20, `${rows.length} of 144`);
  });
});
