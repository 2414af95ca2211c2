import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/server.ts';
import { holdToContract } from './contract.ts';

/**
 * Starts an emulator before each test of a suite and stops it after; read `emulator.current` inside tests only. A test
 * fails in which a request or an answer contradicts the contract.
 */
export function useEmulator(options?: EmulatorOptions): { readonly current: Emulator } {
  let emulator: Emulator | undefined;
  let assertKept: (() => void) | undefined;
  beforeEach(async () => {
    emulator = await startEmulator(options);
    assertKept = await holdToContract(emulator, { requests: true });
  });
  afterEach(async () => {
    await emulator?.stop();
    assertKept?.();
  });
  return {
    get current() {
      if (!emulator) throw new Error('no emulator outside a test');
      return emulator;
    },
  };
}
