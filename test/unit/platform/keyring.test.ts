import assert from 'node:assert/strict';
import { adviceFor, reasonFor } from '../../../src/platform/describeKeyring.ts';
import { Keyring } from '../../../src/platform/keyring.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const CANARY = 'partnerConsole.canary';

describe('the keyring', () => {
  let memento: ReturnType<typeof memoryMemento>;
  let secrets: MemorySecretStorage;
  let session: number;

  beforeEach(() => {
    memento = memoryMemento();
    secrets = new MemorySecretStorage();
    session = 0;
  });

  /** Starts VS Code, and looks. */
  function start(): Promise<string> {
    session += 1;
    return new Keyring(memento, secrets, `session ${session}`).check();
  }

  it('is well at first, and as long as a later session finds what an earlier one wrote', async () => {
    for (let n = 0; n < 3; n += 1) assert.equal(await start(), 'kept');
    assert.equal(secrets.writes.length, 1, 'one write for all sessions');
  });

  it('that forgets at each restart is told from one that has lost everything', async () => {
    await start();
    for (let n = 0; n < 2; n += 1) {
      secrets = new MemorySecretStorage();
      assert.equal(await start(), 'sessionOnly');
    }
    assert.equal(await start(), 'kept');
    secrets = new MemorySecretStorage();
    assert.equal(await start(), 'gone');
    assert.equal(await start(), 'kept', 'it is told once');
  });

  it('is not taken for lasting by another window of the same session', async () => {
    await new Keyring(memento, secrets, 'same').check();
    assert.equal(await new Keyring(memento, secrets, 'same').check(), 'kept');
    secrets = new MemorySecretStorage();
    assert.equal(await start(), 'sessionOnly');
  });

  it('is unreadable where a listed secret has no value, and where reading fails', async () => {
    await start();
    await secrets.delete(CANARY);
    const keys = secrets.keys.bind(secrets);
    secrets.keys = () => Promise.resolve([CANARY, 'another']);
    assert.equal(await start(), 'unreadable');
    secrets.keys = keys;
    assert.equal(await start(), 'kept', 'it is told once');
    secrets.get = () => Promise.reject(new Error('locked'));
    assert.equal(await start(), 'unreadable');
  });

  it('is not blamed when only the canary is lost, nor when it keeps nothing at all', async () => {
    await start();
    await secrets.delete(CANARY);
    await secrets.store('another', 'x');
    assert.equal(await start(), 'kept');

    secrets = new MemorySecretStorage();
    secrets.failing = true;
    memento = memoryMemento();
    assert.equal(await start(), 'kept');
  });

  it('goes by the memento alone where secrets cannot be listed', async () => {
    secrets.keys = () => Promise.reject(new Error('no list'));
    await start();
    await secrets.delete(CANARY);
    assert.equal(await start(), 'sessionOnly');
    await start();
    await secrets.delete(CANARY);
    assert.equal(await start(), 'gone');
  });

  it('has words for each finding, and on Linux says which keyring and how to name it', () => {
    for (const health of ['sessionOnly', 'gone', 'unreadable'] as const) {
      assert.ok(reasonFor(health));
      assert.match(adviceFor(health, 'linux') ?? '', /gnome-keyring.*--password-store=/);
      for (const place of ['browser', 'other'] as const) {
        assert.doesNotMatch(adviceFor(health, place) ?? 'password-store', /password-store/);
      }
    }
    assert.equal(reasonFor('kept'), undefined);
    assert.equal(adviceFor('kept', 'linux'), undefined);
  });
});
