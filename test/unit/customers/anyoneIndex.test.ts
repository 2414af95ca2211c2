import assert from 'node:assert/strict';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { AnyoneIndex } from '../../../src/customers/anyoneIndex.ts';
import { FakeClock } from '../../support/clock.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('the index of everybody', () => {
  const emulator = useEmulator({ customers: 20, members: 120 });
  let active: ActiveConnection;
  let anyone: AnyoneIndex;

  beforeEach(async () => {
    ({ active } = await connect(emulator.current));
    anyone = new AnyoneIndex(active, new FakeClock(), (error) => {
      throw error;
    });
  });
  afterEach(() => {
    anyone.dispose();
    active.dispose();
  });

  const read = (): Promise<void> => anyone.read(active.requireSession(), false, () => undefined);

  it('is searched as it was while it is read anew, and also where that is given up', async () => {
    await read();
    const before = anyone.index;
    assert.ok(before && before.size > 100);
    const reading = read();
    assert.equal(anyone.index, before);
    assert.equal(anyone.reading?.state, 'reading');
    anyone.reading.cancel();
    await reading;
    assert.equal(anyone.index, before);
    assert.equal(anyone.searched?.state, 'done', 'what is told is of what is searched');
    await read();
    assert.notEqual(anyone.index, before);
    assert.equal(anyone.index.size, before.size);
  });

  it('is gone with the session, and so is what was under way', async () => {
    const reading = read();
    const reader = anyone.reading;
    await active.switchTo('one');
    await reading;
    assert.equal(reader?.state, 'cancelled');
    assert.equal(anyone.index, undefined);
    assert.equal(anyone.reading, undefined);
  });
});
