import type { Emulator } from '../../../src/emulator/server.ts';
import { addConnection, CUSTOMER, MEMBER } from '../../../test/e2e/fixture.ts';
import type { Stage } from '../scene.ts';

/** Connects to the emulator, and waits for its customers. */
export async function openCustomers({ workbench, emulator }: Stage): Promise<void> {
  await addConnection(workbench, emulator, 'Agency');
  await workbench.row(CUSTOMER).waitFor();
}

export async function openTeam(stage: Stage): Promise<void> {
  await openCustomers(stage);
  await stage.workbench.row(CUSTOMER).expand();
  await stage.workbench.row(MEMBER).waitFor();
}

/** Has the token of a row fetched and saved, and waits for nothing that comes of it. */
export async function saveTokenOf(stage: Stage, name: string, type: RegExp): Promise<void> {
  await (await stage.workbench.scrollTo(name)).menuAction('Fetch Token into Secret Storage…');
  await stage.quickInput.choose(type);
}

/** Leaves calls of a path without an answer until the function that is returned is called. */
export function hold(emulator: Emulator, path: string): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const restore = emulator.intercept((call) => (call.path === path ? promise : undefined));
  return () => {
    restore();
    resolve(undefined);
  };
}
