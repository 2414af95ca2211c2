import assert from 'node:assert/strict';
import { DEFAULT_CHOICES } from '../../../src/connections/connection.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { Command } from '../../../src/manifest.ts';
import { Activity } from '../../../src/tokens/activity.ts';
import { SavedTokens, type SavedTokensOptions } from '../../../src/tokens/savedTokens.ts';
import { tokenCommands, type TokenCommandsOptions } from '../../../src/tokens/tokenCommands.ts';
import { TokenVault } from '../../../src/tokens/tokenVault.ts';
import { memoryMemento } from '../../support/memento.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

describe('the question whether to forget', () => {
  let vault: TokenVault;
  let connections: ConnectionStore;

  beforeEach(async () => {
    const secrets = new MemorySecretStorage();
    vault = new TokenVault(memoryMemento(), secrets);
    connections = new ConnectionStore(memoryMemento(), secrets);
    const host = { origin: 'https://acme.example', kind: 'remote' } as const;
    await connections.add({ ...DEFAULT_CHOICES, ...host, id: 'one', name: 'Acme' });
    await connections.add({ ...DEFAULT_CHOICES, ...host, id: 'two', name: 'Live', label: 'production' });
  });

  async function save(connectionId: string, ...userNames: string[]): Promise<void> {
    for (const userName of userNames) {
      const user = { userId: userName, userName, email: 'a@example.com', type: 'AGENT' } as const;
      const customer = { customerId: 'c1', customerName: 'Clinic' };
      const savedAt = '2026-01-01T00:00:00.000Z';
      await vault.save({ connectionId, ...customer, ...user, savedAt, active: true }, `value of ${userName}`);
    }
  }

  /** What a command asks, and is answered no. */
  async function asked(command: 'forgetToken' | 'forgetAllTokens', row?: unknown): Promise<string> {
    const prompts = new ScriptedPrompts({ confirm: false });
    const activity = new Activity(
      memoryMemento(),
      () => false,
      () => assert.fail('unrecorded'),
    );
    const active = { recover: () => connections.recover() };
    const saved = new SavedTokens({
      ...{ active, connections, vault, prompts, activity },
    } as unknown as SavedTokensOptions);
    const options = { saved, connections } as unknown as TokenCommandsOptions;
    await tokenCommands(options)[Command[command]](row);
    prompts.assertDone();
    return prompts.asked.join();
  }

  it('names the token, and the connection where that is one for production', async () => {
    await save('one', 'Ada');
    await save('two', 'Bob');
    const [ada, bob] = vault.all();
    assert.match(await asked('forgetToken', ada), /Forget the agent token of Ada\? It is deleted/);
    assert.match(
      await asked('forgetToken', bob),
      /Forget the agent token of Bob on “Live” \(production\)\? It is deleted/,
    );
  });

  it('says how many tokens go, and of which connection', async () => {
    await save('one', 'Ada');
    assert.match(
      await asked('forgetAllTokens', { connectionId: 'one' }),
      /Forget the saved token of “Acme”\? Of Ada \(Clinic\)\. It is deleted/,
    );
    assert.match(await asked('forgetAllTokens'), /Forget the saved token of all connections\?/);
    await save('two', 'Bob', 'Eve');
    assert.match(
      await asked('forgetAllTokens', { connectionId: 'two' }),
      /Forget all 2 saved tokens of “Live” \(production\)\? Of Bob \(Clinic\), Eve \(Clinic\)\. They are deleted/,
    );
    assert.match(await asked('forgetAllTokens'), /Forget all 3 saved tokens of all connections\?/);
    await save('gone', 'Ada', 'Bob');
    assert.match(await asked('forgetAllTokens', { connectionId: 'gone' }), /Forget all 2 saved tokens\?/);
  });

  it('names ten, and how many there are besides', async () => {
    await save('one', ...Array.from({ length: 13 }, (_, nth) => `User ${String(nth)}`));
    assert.match(
      await asked('forgetAllTokens'),
      /Of User 0 \(Clinic\), .*User 9 \(Clinic\), and 3 more\. They/,
    );
  });
});
