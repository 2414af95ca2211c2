import assert from 'node:assert/strict';
import { UserError } from '../../src/base/userError.ts';
import { ActiveConnection } from '../../src/connections/activeConnection.ts';
import { ApiClients, type ApiClientsOptions } from '../../src/connections/apiClients.ts';
import { DEFAULT_CHOICES, type TokenAuthorization } from '../../src/connections/connection.ts';
import { ConnectionStore } from '../../src/connections/connectionStore.ts';
import { rememberReplacedToken } from '../../src/connections/replacedToken.ts';
import { TokenFingerprints } from '../../src/connections/tokenFingerprints.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { FakeClock } from './clock.ts';
import { memoryMemento } from './memento.ts';
import { ScriptedPrompts } from './prompts.ts';
import { MemorySecretStorage } from './secretStorage.ts';

export interface Connected {
  readonly store: ConnectionStore;
  /** With one connection, of the id `one`, to the emulator. */
  readonly active: ActiveConnection;
  /** What was told on the way. */
  readonly shown: readonly string[];
}

/** Adds a connection to an emulator, as a user would have; time does not pass in its clients unless one comes with a clock. */
export async function connect(
  { url, partnerKey }: Pick<Emulator, 'url' | 'partnerKey'>,
  options: ApiClientsOptions & {
    readonly tokenAuthorization?: TokenAuthorization;
    readonly key?: string;
  } = {},
): Promise<Connected> {
  const { tokenAuthorization = 'customerToken', key = partnerKey, ...clients } = options;
  const [memento, secrets] = [memoryMemento(), new MemorySecretStorage()];
  const prompts = new ScriptedPrompts();
  const store = new ConnectionStore(memento, secrets);
  const host = { id: 'one', name: 'Acme', origin: url, kind: 'remote' } as const;
  await store.add({ ...DEFAULT_CHOICES, ...host, tokenAuthorization }, key);
  const active = new ActiveConnection({
    store,
    workspace: memoryMemento(),
    openSample: () => assert.fail('no sample here'),
    clients: new ApiClients({ clock: new FakeClock(), ...clients }),
    tokens: new TokenFingerprints(memento, secrets),
    onTokenReplaced(connection, customer) {
      const tell = async (news: Error) => {
        await prompts.error(news.message, ...(news instanceof UserError ? news.commands : []));
      };
      void rememberReplacedToken(connection, customer, { store, tell });
    },
  });
  return { store, active, shown: prompts.asked };
}
