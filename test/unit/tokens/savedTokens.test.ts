import assert from 'node:assert/strict';
import { UserError } from '../../../src/base/userError.ts';
import { DEFAULT_CHOICES } from '../../../src/connections/connection.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { Activity } from '../../../src/tokens/activity.ts';
import { deliverToken } from '../../../src/tokens/deliverToken.ts';
import { SavedTokens, type SavedTokensOptions } from '../../../src/tokens/savedTokens.ts';
import { SecretClipboard } from '../../../src/tokens/secretClipboard.ts';
import { TokenVault } from '../../../src/tokens/tokenVault.ts';
import { FakeClock } from '../../support/clock.ts';
import { memoryMemento } from '../../support/memento.ts';
import { ScriptedPrompts, type Answer } from '../../support/prompts.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const found = {
  ...{ connectionId: 'one', customerId: 'c1', customerName: 'Clinic', userId: 'u1', userName: 'Ada' },
  ...{ email: 'ada@example.com', type: 'AGENT' as const, savedAt: '2026-01-01T00:00:00.000Z' },
};

describe('SavedTokens', () => {
  let secrets: MemorySecretStorage;
  let vault: TokenVault;
  let connections: ConnectionStore;
  let activity: Activity;
  let clipboard: { text: string; fails: boolean };

  beforeEach(async () => {
    secrets = new MemorySecretStorage();
    vault = new TokenVault(memoryMemento(), secrets);
    connections = new ConnectionStore(memoryMemento(), secrets);
    activity = new Activity(
      memoryMemento(),
      () => true,
      () => assert.fail('unrecorded'),
    );
    clipboard = { text: 'before', fails: false };
    await connections.add({
      ...{ ...DEFAULT_CHOICES, id: 'one', name: 'Acme', origin: 'https://acme.example', kind: 'remote' },
    });
  });

  function savedTokens(...answers: Answer[]): { saved: SavedTokens; prompts: ScriptedPrompts } {
    const prompts = new ScriptedPrompts(...answers);
    const secretClipboard = new SecretClipboard({
      clipboard: {
        readText: () => Promise.resolve(clipboard.text),
        writeText(text) {
          if (clipboard.fails) return Promise.reject(new Error('no focus'));
          clipboard.text = text;
          return Promise.resolve();
        },
      },
      clock: new FakeClock(),
      clearAfter: () => 0,
    });
    const options: SavedTokensOptions = {
      ...{ connections, vault, prompts, activity, clipboard: secretClipboard },
      active: { recover: () => connections.recover() } as unknown as SavedTokensOptions['active'],
    };
    return { saved: new SavedTokens(options), prompts };
  }

  async function values(): Promise<(string | undefined)[]> {
    return Promise.all(vault.all().map(({ id }) => vault.read(id)));
  }

  it('keeps no token of a connection that was removed while the token was fetched', async () => {
    await connections.remove('one');
    await assert.rejects(savedTokens().saved.keep(found, 'token-value'), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^The connection of the agent token of Ada was removed meanwhile/);
      return true;
    });
    assert.deepEqual(vault.all(), []);
  });

  it('keeps a found token as what it is: not verified', async () => {
    const { saved } = savedTokens();
    assert.equal(await saved.keepFound(found, () => Promise.resolve('a')), 'saved');
    assert.equal(vault.all()[0]?.active, undefined);
    assert.equal(await saved.keepFound(found, () => Promise.resolve('a')), 'unchanged');
    assert.deepEqual(
      activity.entries.map(({ deed }) => deed),
      ['saved'],
    );
  });

  it('asks before a found token takes the place of another one', async () => {
    await vault.save({ ...found, active: true }, 'old');
    const declined = savedTokens({ confirm: false });
    assert.equal(await declined.saved.keepFound(found, () => Promise.resolve('other')), undefined);
    assert.match(declined.prompts.asked.join(), /Replace the agent token of Ada that is saved\?/);
    assert.deepEqual([await values(), vault.all()[0]?.active], [['old'], true]);
    const agreed = savedTokens({ confirm: true });
    assert.equal(await agreed.saved.keepFound(found, () => Promise.resolve('other')), 'saved');
    assert.deepEqual([await values(), vault.all()[0]?.active], [['other'], undefined]);
  });

  it('says that a token is gone which a row names still', async () => {
    const kept = await vault.save(found, 'a');
    await vault.forget(kept.id);
    await assert.rejects(savedTokens().saved.pick(kept, 'Copy Saved Token'), /not saved any more/);
  });

  const fetched = { row: { ...found, active: true }, value: 'new', note: '' };

  it('offers the other way where a fetched token cannot go where it is wanted', async () => {
    clipboard.fails = true;
    const { saved, prompts } = savedTokens({ click: 'Save in Secret Storage' });
    await deliverToken(saved, fetched, 'clipboard');
    assert.deepEqual(await values(), ['new']);
    assert.match(prompts.asked[0] ?? '', /Fetched the agent token of Ada, but the clipboard did not take it/);
    clipboard.fails = false;
    secrets.failing = true;
    const { saved: next } = savedTokens({ click: 'Copy to Clipboard' });
    await deliverToken(next, { ...fetched, value: 'newer' }, 'vault');
    assert.equal(clipboard.text, 'newer');
  });

  it('tries again on request to bring a fetched token where it is wanted', async () => {
    secrets.failing = true;
    const { saved, prompts } = savedTokens({ click: 'Try Again' });
    const error = prompts.error.bind(prompts);
    prompts.error = (...message) => {
      secrets.failing = false;
      return error(...message);
    };
    await deliverToken(saved, fetched, 'vault');
    assert.deepEqual(await values(), ['new']);
  });
});
