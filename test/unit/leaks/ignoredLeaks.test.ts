import assert from 'node:assert/strict';
import { IgnoredLeaks } from '../../../src/leaks/ignoredLeaks.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

describe('ignored leaks', () => {
  it('are of one value in one file, and kept without the value', async () => {
    const memento = memoryMemento();
    const secrets = new MemorySecretStorage();
    const ignored = new IgnoredLeaks(memento, secrets);
    await ignored.add('file:///a.ts', 'the-token-value');
    await ignored.add('file:///a.ts', 'another-value');

    const restarted = new IgnoredLeaks(memento, secrets);
    const inA = await restarted.in('file:///a.ts');
    assert.equal(inA('the-token-value'), true);
    assert.equal(inA('another-value'), true);
    assert.equal(inA('a-third-value'), false);
    assert.equal((await restarted.in('file:///b.ts'))('the-token-value'), false);
    assert.equal(JSON.stringify(memento.get('ignoredLeaks')).includes('value'), false);
  });

  it('are warned of again when the key of the fingerprints is lost', async () => {
    const memento = memoryMemento();
    await new IgnoredLeaks(memento, new MemorySecretStorage()).add('file:///a.ts', 'the-token-value');
    const isIgnored = await new IgnoredLeaks(memento, new MemorySecretStorage()).in('file:///a.ts');
    assert.equal(isIgnored('the-token-value'), false);
  });

  it('read no secret while there are none', async () => {
    const secrets = new MemorySecretStorage();
    secrets.get = () => assert.fail('a secret was read');
    assert.equal((await new IgnoredLeaks(memoryMemento(), secrets).in('file:///a.ts'))('x'), false);
  });
});
