import assert from 'node:assert/strict';
import { vscodeRun } from '../../../src/platform/vscodeRun.ts';

describe('a run of VS Code', () => {
  it('has the name that VS Code gives it, and one of ours where VS Code gives all the same', () => {
    assert.equal(vscodeRun('given', 'browser'), 'given');
    const nameless = 'someValue.sessionId';
    assert.notEqual(vscodeRun(nameless, 'browser'), vscodeRun(nameless, 'browser'));
    assert.equal(vscodeRun(nameless, 'linux'), vscodeRun(nameless, 'linux'));
    assert.notEqual(vscodeRun(nameless, 'linux'), nameless);
  });
});
