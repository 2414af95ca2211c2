import assert from 'node:assert/strict';
import { DEFAULT_CHOICES } from '../../../src/connections/connection.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { eachSecret } from '../../../src/leaks/guardedSecrets.ts';
import { Keyring } from '../../../src/platform/keyring.ts';
import { TokenVault } from '../../../src/tokens/tokenVault.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const connection = {
  ...DEFAULT_CHOICES,
  ...{ id: 'one', name: 'Acme', origin: 'https://acme.example', kind: 'remote' as const },
};
const token = {
  ...{ connectionId: 'one', customerId: 'c1', customerName: 'Clinic', userId: 'u1', userName: 'Ada' },
  ...{ email: 'ada@example.com', type: 'AGENT' as const, active: true, savedAt: '2026-01-01T00:00:00.000Z' },
};

describe('the secrets that the leak guard looks for', () => {
  let secrets: MemorySecretStorage;

  beforeEach(async () => {
    secrets = new MemorySecretStorage();
    const connections = new ConnectionStore(memoryMemento(), secrets);
    await connections.add(connection, 'the-key');
    await new TokenVault(memoryMemento(), secrets).save(token, 'the-token');
  });

  /** In a window whose rows another one has overwritten. */
  async function seen(keyring: Pick<Keyring, 'check'>): Promise<string[]> {
    const connections = new ConnectionStore(memoryMemento(), secrets, keyring);
    const vault = new TokenVault(memoryMemento(), secrets);
    const found: string[] = [];
    await eachSecret({ connections, keyring, secrets, vault }, (value, { kind, whose }) => {
      found.push(`${kind} of ${whose}: ${value}`);
    });
    return found;
  }

  it('are all that is kept, also where the rows were lost', async () => {
    const keyring = new Keyring(memoryMemento(), secrets, 'session');
    assert.deepEqual(await seen(keyring), ['partnerKey of Acme: the-key', 'token of Ada: the-token']);
  });

  it('are not read where they cannot be decrypted, which is not the same as that there are none', async () => {
    const get = secrets.get.bind(secrets);
    const read: string[] = [];
    secrets.get = (key) => {
      read.push(key);
      return key === 'partnerConsole.canary' ? Promise.reject(new Error('locked')) : get(key);
    };
    const keyring = new Keyring(memoryMemento(), secrets, 'session');
    await assert.rejects(seen(keyring), /cannot decrypt/);
    assert.deepEqual(read, ['partnerConsole.canary']);
  });
});
