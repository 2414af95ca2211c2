import assert from 'node:assert/strict';
import { settingWord } from '../../../src/platform/settingWord.ts';

describe('what is told of a setting', () => {
  it('is a word that is known for it, yes or no, or that there is something', () => {
    assert.equal(settingWord('auto', ['auto']), 'auto');
    assert.equal(settingWord('auto'), 'set');
    assert.equal(settingWord(false), 'off');
    assert.equal(settingWord(true), 'on');
    for (const empty of [undefined, null, '', [], {}]) assert.equal(settingWord(empty), 'empty');
    for (const filled of ['x', ['x'], { a: 1 }, 7]) assert.equal(settingWord(filled), 'set');
  });
});
