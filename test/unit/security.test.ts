import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promises } from '../promises/promises.ts';
import { SABOTAGE } from '../promises/sabotage.ts';

/** Runs in a real VS Code, with a test beside it in which an extension leaks. */
const CANARY = 'test/e2e/specs/canary.test.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the promises of SECURITY.md', () => {
  it('each name a test that exists, and a way to break them', () => {
    const named = promises();
    assert.ok(named.length >= 30, `${named.length} promises were found on the page`);
    for (const { test, file } of named) {
      const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
      assert.ok(source.includes(test), `${file} has no test “${test}”`);
    }
    const broken = named.filter(({ file }) => file !== CANARY);
    assert.deepEqual(
      broken.map(({ test }) => test),
      SABOTAGE.map(({ test }) => test),
    );
  });

  it('can be broken as it is written down', () => {
    for (const { file, find, test } of SABOTAGE) {
      const times = readFileSync(join(root, file), 'utf8').split(find).length - 1;
      assert.equal(times, 1, `${file} has what “${test}” breaks ${times} times`);
    }
  });
});
