import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { SecretStorage } from 'vscode';
import { TokenFingerprints } from '../../../src/connections/tokenFingerprints.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

describe('fingerprints of tokens', () => {
  const stored = 'tokenFingerprints.one';
  let memento: ReturnType<typeof memoryMemento>;
  let secrets: MemorySecretStorage;

  beforeEach(() => {
    memento = memoryMemento();
    secrets = new MemorySecretStorage();
  });

  /** Those of a window that has just been opened. */
  function opened(storage: SecretStorage = secrets, rows = memento): TokenFingerprints {
    return new TokenFingerprints(rows, storage, () => Promise.resolve());
  }

  /** Asks, and lets what is new be written. */
  async function isAnother(token: string, tokens = opened(), customer = 'customer'): Promise<boolean> {
    const answer = await tokens.isAnother('one', customer, token);
    await turn();
    return answer;
  }

  it('tell another token of a customer from the same', async () => {
    const tokens = opened();
    const answers = [];
    for (const token of ['first', 'first', 'second', 'second', 'first'])
      answers.push(await isAnother(token, tokens));
    assert.deepEqual(answers, [false, false, true, false, true]);
    assert.equal(await isAnother('third', tokens, 'other customer'), false);
    assert.equal(await tokens.isAnother('two', 'customer', 'third'), false);
  });

  it('outlive the window, and are not the token nor made of it alone', async () => {
    assert.equal(await isAnother('a-token'), false);
    assert.equal(JSON.stringify(memento.get(stored)).includes('a-token'), false);
    assert.equal(await isAnother('a-token'), false);
    assert.equal(await isAnother('another'), true);

    const elsewhere = memoryMemento();
    await isAnother('another', opened(new MemorySecretStorage(), elsewhere));
    const [here, there] = [memento, elsewhere].map(
      (rows) => rows.get<{ of: Record<string, string> }>(stored)?.of['customer'],
    );
    assert.ok(here && there);
    assert.notEqual(here, there, 'another installation has another fingerprint');
  });

  it('that were made with a lost key, or are no fingerprints, accuse nobody', async () => {
    await isAnother('a-token');
    const key = memento.get<{ key: string }>(stored)?.key;
    assert.equal(await isAnother('another', opened(new MemorySecretStorage())), false);
    const none = [null, [1], { customer: 7 }].map((of) => ({ key, of }));
    for (const odd of [7, 'text', null, { key: 1, of: {} }, ...none]) {
      await memento.update(stored, odd);
      assert.equal(await isAnother('a-token'), false);
    }
  });

  it('are forgotten with the connection', async () => {
    const tokens = opened();
    await isAnother('a-token', tokens);
    await tokens.forget('one');
    assert.equal(memento.get(stored), undefined);
    assert.equal(await isAnother('another', tokens), false);
  });

  it('of two windows do not drive each other out', async () => {
    const [one, two] = [opened(), opened()];
    await isAnother('a-token', one, 'first');
    await isAnother('b-token', two, 'second');
    await isAnother('c-token', one, 'third');
    const stored = memento.get<{ of: Record<string, string> }>('tokenFingerprints.one')?.of;
    assert.deepEqual(Object.keys(stored ?? {}).sort(), ['first', 'second', 'third']);
  });

  it('are not made where the secret storage does not keep their key', async () => {
    const forgetful = { get: () => Promise.resolve(undefined), store: () => Promise.resolve() };
    await assert.rejects(isAnother('a-token', opened(forgetful as unknown as SecretStorage)));
    assert.equal(memento.get(stored), undefined);
  });
});
