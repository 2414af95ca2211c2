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

type Host = Pick<Emulator, 'url' | 'partnerKey'>;

/** Adds a connection by keyboard and mouse, from the palette. */
export async function addConnection(workbench: Workbench, host: Host, name: string): Promise<void> {
  await enterConnection(workbench, host, name);
  await workbench.statusBarItem(name).waitFor();
}

/** The same for a host that cannot be reached: its key is kept unchecked. */
export async function addConnectionUnchecked(workbench: Workbench, host: Host, name: string): Promise<void> {
  await enterConnection(workbench, host, name);
  await workbench.notification('could not be checked').click('Save Without Checking');
  await workbench.statusBarItem(name).waitFor();
}

/** Answers all questions and waits for nothing that comes of it. */
export async function enterConnection(
  workbench: Workbench,
  { url, partnerKey }: Host,
  name: string,
): Promise<void> {
  await nameConnection(workbench, url, name);
  await enterKey(workbench, partnerKey);
}

/** Answers the question for a key, whatever asked it. */
export async function enterKey({ quickInput }: Workbench, key: string): Promise<void> {
  await quickInput.waitFor('and nowhere else');
  await quickInput.submit(key);
}

/** Answers all that comes before the key when a connection is added. */
export async function nameConnection(workbench: Workbench, url: string, name: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.openView('Partner Console');
  await workbench.runCommand('Partner Console: Add Connection…');
  await quickInput.choose(/^Other host/);
  await quickInput.waitFor('URL of the Partner API');
  await quickInput.submit(url);
  await quickInput.waitFor('How the connection is called');
  await quickInput.submit(name);
}

/** A member's standing token, as the emulator knows it. */
export function tokenOf({ state }: Emulator, memberName: string): string {
  const [customer] = state.customers;
  const member = state.teamOf(customer?._id ?? '').find(({ name }) => name === memberName);
  if (!member) throw new Error(`The seed has no ${memberName}.`);
  return state.tokenOf(member._id).key;
}
