import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/server.ts';

/** Starts an emulator before the tests of a suite and stops it after; read `emulator.current` inside tests only. */
export function useEmulator(options?: EmulatorOptions): { readonly current: Emulator } {
  let emulator: Emulator | undefined;
  beforeEach(async () => {
    emulator = await startEmulator(options);
  });
  afterEach(async () => {
    await emulator?.stop();
  });
  return {
    get current() {
      if (!emulator) throw new Error('no emulator outside a test');
      return emulator;
    },
  };
}
