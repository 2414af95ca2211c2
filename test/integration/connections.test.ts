import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../src/emulator/server.ts';
import { onPath } from '../../src/emulator/intercept.ts';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import { addConnection, PARTNER_KEY, removeConnections, startTestEmulator } from './fixture.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly tokenAuthorization: string;
}

describe('connections in the extension host', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startTestEmulator();
  });
  afterEach(async () => {
    await removeConnections();
    await emulator.stop();
  });

  async function rows(): Promise<Row[]> {
    const { context } = await access();
    return context.globalState.get<Row[]>('connections', []);
  }

  async function storedKey(): Promise<string | undefined> {
    const { context } = await access();
    const [row] = await rows();
    return context.secrets.get(`partnerConsole.key.${row?.id ?? ''}`);
  }

  it('keep the key in the real secret storage, bound to its origin, and nowhere else', async () => {
    const shown = await addConnection(emulator);
    assert.equal(await storedKey(), JSON.stringify({ origin: emulator.url, key: PARTNER_KEY }));
    const { context } = await access();
    const kept = context.globalState.keys().map((key) => JSON.stringify(context.globalState.get(key)));
    assert.equal([shown, ...kept].join('\n').includes(PARTNER_KEY), false);
  });

  it('save nothing when the server refuses the key', async () => {
    const shown = await run(Command.addConnection, [
      { pick: 'Other host…' },
      { type: emulator.url },
      { type: 'Test' },
      { type: 'not-the-key' },
    ]);
    assert.match(shown, /refused this key, so it was not saved/);
    assert.deepEqual(await rows(), []);
  });

  it('are renamed, switched and removed on demand only', async () => {
    await addConnection(emulator, 'First');
    await addConnection(emulator, 'Second');
    await run(Command.renameConnection, [{ type: 'Second, renamed' }]);
    await run(Command.switchConnection, [{ pick: 'First' }]);
    await run(Command.removeConnection, [{ confirm: false }]);
    assert.deepEqual(
      (await rows()).map(({ name }) => name),
      ['First', 'Second, renamed'],
    );
    const asked = await run(Command.removeConnection, [{ confirm: true }]);
    assert.match(asked, /Remove the connection “First”\? This deletes its partner key/);
    assert.deepEqual(
      (await rows()).map(({ name }) => name),
      ['Second, renamed'],
    );
  });

  it('take a new key in place, checked before the old one goes', async () => {
    await addConnection(emulator);
    await load();
    const before = await storedKey();
    await run(Command.replaceKey, [{ type: 'not-the-key' }]);
    assert.equal(await storedKey(), before);

    const port = Number(new URL(emulator.url).port);
    const partnerKey = `${PARTNER_KEY}-renewed`;
    await emulator.stop();
    emulator = await startEmulator({ port, partnerKey });
    assert.match(await run(Command.refreshCustomers, []), /refused the partner key/);
    await run(Command.replaceKey, [{ type: partnerKey }]);
    assert.equal(await storedKey(), JSON.stringify({ origin: emulator.url, key: partnerKey }));
    assert.equal((await rows()).length, 1);
    assert.doesNotMatch(await run(Command.refreshCustomers, []), /error/);
  });

  /** Has the customers loaded, which the view may or may not have done by now. */
  async function load(): Promise<void> {
    await run(Command.fetchToken, ['dismiss']);
  }

  it('take it once that a key was rejected, and send nothing more until it is replaced', async () => {
    await addConnection(emulator);
    await load();
    emulator.state.partnerKeyRejected = true;
    const shown = await run(Command.refreshCustomers, []);
    assert.equal(shown.match(/error/g)?.length, 1, 'said once');
    assert.match(shown, /refused the partner key \(HTTP 401\).*\[Update Key…\] \[Show Log\]/);
    const sent = emulator.requests.length;
    assert.match(await run(Command.refreshCustomers, []), /Nothing more is sent with it until you update it/);
    assert.equal(emulator.requests.length, sent);
  });

  it('say of a forbidden list and of a limited rate what it is, and offer what helps', async () => {
    await addConnection(emulator);
    await load();
    const forbidden = emulator.intercept(onPath('/customer/list', { status: 403 }));
    assert.match(await run(Command.refreshCustomers, []), /does not allow this .*\(HTTP 403\)/);
    forbidden();
    await run(Command.showActions, [{ pick: 'Try Again' }]);
    const limited = emulator.intercept(
      onPath('/customer/list', { status: 429, headers: { 'retry-after': '60' } }),
    );
    assert.match(await run(Command.refreshCustomers, []), /asks for fewer calls.*60 seconds/);
    limited();
    await run(Command.showActions, [{ pick: 'Show Log' }]);
  });

  it('keep everything when the server has stopped or answers nonsense, and say so', async () => {
    await addConnection(emulator);
    await load();
    const restore = emulator.intercept(() => ({ body: '{"success":true,"data":{' }));
    const nonsense = await run(Command.refreshCustomers, []);
    assert.match(nonsense, /answered something that cannot be used: a body that is not JSON/);
    restore();
    await emulator.stop();
    assert.match(await run(Command.refreshCustomers, []), /could not be reached.*then try again/);
    assert.equal((await rows()).length, 1);
    assert.notEqual(await storedKey(), undefined);
  });

  it('offer in each state what makes sense in it', async () => {
    await run(Command.showActions, [{ pick: 'Show Log' }]);
    await addConnection(emulator);
    await load();
    await run(Command.showActions, [{ pick: 'Edit Connection…' }, { pick: 'Name' }, { type: 'Renamed' }]);
    assert.equal((await rows())[0]?.name, 'Renamed');
    emulator.state.partnerKeyRejected = true;
    await run(Command.refreshCustomers, []);
    emulator.state.partnerKeyRejected = false;
    await run(Command.showActions, [{ pick: 'Update Partner Key…' }, { type: PARTNER_KEY }]);
    await load();
  });

  it('let the user say whose credential authorizes member tokens', async () => {
    await addConnection(emulator);
    await run(Command.chooseTokenAuthorization, [{ pick: 'The partner key' }]);
    assert.equal((await rows())[0]?.tokenAuthorization, 'partnerKey');
  });
});
