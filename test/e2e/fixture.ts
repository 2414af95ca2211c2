import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/server.ts';
import type { Workbench } from './objects/workbench.ts';

/** Row labels of the sample data; see the emulator's README. */
export const CUSTOMER = 'Brightwater Dental Clinics';
export const MEMBER = 'Olivia Clarke';
export const INACTIVE_TOKEN_MEMBER = 'Charlotte Harding';

/** An emulator for all tests of a `describe`. */
export function useEmulator(options?: EmulatorOptions): { current: Emulator } {
  const holder = {} as { current: Emulator };
  before(async () => {
    holder.current = await startEmulator(options);
  });
  after(() => holder.current.stop());
  return holder;
}

/** Adds a connection by keyboard and mouse, from the welcome text or the palette. */
export async function addConnection(workbench: Workbench, emulator: Emulator, name: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.openView('Partner Console');
  await workbench.runCommand('Partner Console: Add Connection…');
  await quickInput.choose(/^Other host/);
  await quickInput.waitFor('URL of the Partner API');
  await quickInput.submit(emulator.url);
  await quickInput.waitFor('How the connection is called');
  await quickInput.submit(name);
  await quickInput.waitFor('and nowhere else');
  await quickInput.submit(emulator.partnerKey);
  await workbench.statusBarItem(name).waitFor();
}

/** A member's standing token, as the emulator knows it. */
export function tokenOf({ state }: Emulator, memberName: string): string {
  const [customer] = state.customers;
  const member = state.teamOf(customer?._id ?? '').find(({ name }) => name === memberName);
  if (!member) throw new Error(`The seed has no ${memberName}.`);
  return state.tokenOf(member._id).key;
}
