import assert from 'node:assert/strict';
import { userValue } from '../../../src/platform/userValue.ts';

describe("the user's value of a setting", () => {
  it('is what the user has set, or else the default', () => {
    assert.equal(userValue({ defaultValue: 1, globalValue: 2 }, false), 2);
    assert.equal(userValue({ defaultValue: 1 }, false), 1);
    assert.equal(userValue({ defaultValue: true, globalValue: false }, true), false);
    assert.equal(userValue(undefined, false), undefined);
  });

  it("is never a workspace's", () => {
    const inspected = { defaultValue: 1, workspaceValue: 3, workspaceFolderValue: 4 };
    assert.equal(userValue(inspected, false), 1);
    assert.equal(userValue(inspected, true), 1);
  });

  it("is a remote machine's only for an extension that runs there", () => {
    const both = { defaultValue: 1, globalValue: 3, globalLocalValue: 2, globalRemoteValue: 3 };
    assert.equal(userValue(both, true), 3);
    assert.equal(userValue(both, false), 2);
    assert.equal(userValue({ defaultValue: 1, globalValue: 3, globalRemoteValue: 3 }, false), 1);
  });
});
