import assert from 'node:assert/strict';
import { ActiveConnection } from '../../src/connections/activeConnection.ts';
import { ApiClients, type ApiClientsOptions } from '../../src/connections/apiClients.ts';
import { DEFAULT_CHOICES, type TokenAuthorization } from '../../src/connections/connection.ts';
import { ConnectionStore } from '../../src/connections/connectionStore.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { FakeClock } from './clock.ts';
import { memoryMemento } from './memento.ts';
import { MemorySecretStorage } from './secretStorage.ts';

export interface Connected {
  readonly store: ConnectionStore;
  /** With one connection, of the id `one`, to the emulator. */
  readonly active: ActiveConnection;
}

/** Adds a connection to an emulator, as a user would have; time does not pass in its clients. */
export async function connect(
  { url, partnerKey }: Emulator,
  options: ApiClientsOptions & {
    readonly tokenAuthorization?: TokenAuthorization;
    readonly key?: string;
  } = {},
): Promise<Connected> {
  const { tokenAuthorization = 'customerToken', key = partnerKey, ...clients } = options;
  const store = new ConnectionStore(memoryMemento(), new MemorySecretStorage());
  const host = { id: 'one', name: 'Acme', origin: url, kind: 'remote' } as const;
  await store.add({ ...DEFAULT_CHOICES, ...host, tokenAuthorization }, key);
  const active = new ActiveConnection({
    store,
    workspace: memoryMemento(),
    openSample: () => assert.fail('no sample here'),
    clients: new ApiClients({ clock: new FakeClock(), ...clients }),
  });
  return { store, active };
}
