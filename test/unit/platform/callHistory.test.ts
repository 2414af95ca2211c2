import assert from 'node:assert/strict';
import { CallHistory } from '../../../src/platform/callHistory.ts';

describe('the history of calls', () => {
  it('keeps the last ones only', () => {
    const calls = new CallHistory(2);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const record = { method: 'GET', path: '/', origin: '', credential: 'partnerKey' } as const;
      calls.add({ ...record, status: 200, milliseconds: 1, outcome: 'ok', attempt });
    }
    assert.deepEqual(
      calls.all().map(({ attempt }) => attempt),
      [4, 5],
    );
  });
});
