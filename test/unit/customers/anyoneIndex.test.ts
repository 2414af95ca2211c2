import assert from 'node:assert/strict';
import { useAnyone } from '../../support/anyone.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('the index of everybody', () => {
  const emulator = useEmulator({ customers: 20, members: 120 });
  const under = useAnyone(emulator);
  const { read } = under;

  it('is searched as it was while it is read anew, and also where that is given up', async () => {
    await read();
    const before = under.anyone.index;
    assert.ok(before && before.size > 100);
    const reading = read();
    assert.equal(under.anyone.index, before);
    assert.equal(under.anyone.reading?.state, 'reading');
    under.anyone.reading.cancel();
    await reading;
    assert.equal(under.anyone.index, before);
    assert.equal(under.anyone.searched?.state, 'done', 'what is told is of what is searched');
    await read();
    assert.notEqual(under.anyone.index, before);
    assert.equal(under.anyone.index.size, before.size);
  });

  it('is gone with the session, and so is what was under way', async () => {
    const reading = read();
    const reader = under.anyone.reading;
    await under.active.switchTo('one');
    await reading;
    assert.equal(reader?.state, 'cancelled');
    assert.equal(under.anyone.index, undefined);
    assert.equal(under.anyone.reading, undefined);
  });
});
