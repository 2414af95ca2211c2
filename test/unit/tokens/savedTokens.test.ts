import assert from 'node:assert/strict';
import { UserError } from '../../../src/base/userError.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { SavedTokens, type SavedTokensOptions } from '../../../src/tokens/savedTokens.ts';
import { TokenVault } from '../../../src/tokens/tokenVault.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

describe('SavedTokens', () => {
  it('keeps no token of a connection that was removed while the token was fetched', async () => {
    const secrets = new MemorySecretStorage();
    const vault = new TokenVault(memoryMemento(), secrets);
    const connections = new ConnectionStore(memoryMemento(), secrets);
    const saved = new SavedTokens({ connections, vault } as unknown as SavedTokensOptions);
    const row = {
      ...{ connectionId: 'gone', customerId: 'c1', customerName: 'Clinic', userId: 'u1', userName: 'Ada' },
      ...{
        email: 'ada@example.com',
        type: 'AGENT' as const,
        active: true,
        savedAt: '2026-01-01T00:00:00.000Z',
      },
    };
    await assert.rejects(saved.keep(row, 'token-value'), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^The connection of the agent token of Ada was removed meanwhile/);
      return true;
    });
    assert.deepEqual(await secrets.keys(), []);
  });
});
