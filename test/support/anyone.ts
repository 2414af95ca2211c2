import type { ActiveConnection } from '../../src/connections/activeConnection.ts';
import { AnyoneIndex } from '../../src/customers/anyoneIndex.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { FakeClock } from './clock.ts';
import { connect } from './connected.ts';

export interface AnyoneUnderTest {
  readonly active: ActiveConnection;
  readonly anyone: AnyoneIndex;
  /** Reads everybody, and resolves at the end. */
  readonly read: () => Promise<void>;
}

/** An index of all members of an emulator for each test of a suite; read its parts inside tests only. */
export function useAnyone(emulator: { readonly current: Emulator }): AnyoneUnderTest {
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
  return {
    get active() {
      return active;
    },
    get anyone() {
      return anyone;
    },
    read: () => anyone.read(active.requireSession(), false, () => undefined),
  };
}
