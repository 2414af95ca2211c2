import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { JoinedSignals } from '../../../src/connections/joinedSignals.ts';

describe('signals joined with a common one', () => {
  let common: AbortController;
  let own: AbortController;
  let joined: JoinedSignals;

  beforeEach(() => {
    [common, own] = [new AbortController(), new AbortController()];
    joined = new JoinedSignals(common.signal);
  });

  for (const which of ['own', 'common'] as const) {
    it(`abort with the ${which} one, for its reason`, () => {
      const signal = joined.take(own.signal);
      const reason = new Error('enough');
      assert.equal(signal.aborted, false);
      (which === 'own' ? own : common).abort(reason);
      assert.equal(signal.reason, reason);
    });

    it(`are aborted where the ${which} one was before`, () => {
      const reason = new Error('before');
      (which === 'own' ? own : common).abort(reason);
      assert.equal(joined.take(own.signal).reason, reason);
    });
  }

  it('are one for all calls of a signal, and abort as long as one of them is under way', () => {
    const signal = joined.take(own.signal);
    assert.equal(joined.take(own.signal), signal);
    joined.giveBack(own.signal);
    common.abort();
    assert.equal(signal.aborted, true);
  });

  it('do not end the calls of another signal', () => {
    const other = joined.take(new AbortController().signal);
    joined.take(own.signal);
    own.abort();
    assert.equal(other.aborted, false);
  });

  it('leave nothing behind when the last call has ended', () => {
    const sources = [own.signal, common.signal];
    const listeners = () => sources.map((source) => getEventListeners(source, 'abort').length);
    joined.take(own.signal);
    joined.take(own.signal);
    assert.deepEqual(listeners(), [1, 1]);
    joined.giveBack(own.signal);
    assert.deepEqual(listeners(), [1, 1]);
    joined.giveBack(own.signal);
    assert.deepEqual(listeners(), [0, 0]);
  });

  it('are the common one where a call brings none', () => {
    assert.equal(joined.take(undefined), common.signal);
    joined.giveBack(undefined);
  });
});
