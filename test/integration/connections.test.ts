import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { onPath } from '../../src/emulator/intercept.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { Command } from '../../src/manifest.ts';
import { access, run, script } from './access.ts';
import {
  addConnection,
  loadCustomers,
  naming,
  PARTNER_KEY,
  startTestEmulator,
  storedConnections,
  useTestEmulator,
} from './fixture.ts';

describe('connections in the extension host', () => {
  const emulator = useTestEmulator();

  async function storedKey(): Promise<string | undefined> {
    const { context } = await access();
    const [row] = await storedConnections();
    return context.secrets.get(`partnerConsole.key.${row?.id ?? ''}`);
  }

  it('keep the key in the real secret storage, bound to its origin, and nowhere else', async () => {
    const shown = await addConnection(emulator.current);
    assert.equal(await storedKey(), JSON.stringify({ origin: emulator.current.url, key: PARTNER_KEY }));
    const { context } = await access();
    const kept = context.globalState.keys().map((key) => JSON.stringify(context.globalState.get(key)));
    assert.equal([shown, ...kept].join('\n').includes(PARTNER_KEY), false);
    assert.match(
      shown,
      /input \(masked\): .* Partner key for 127\.0\.0\.1:\d+\. It is sent to http:.*nowhere else/,
    );
  });

  it('keep a key unchecked only when the server cannot be reached and the user says so', async () => {
    const port = Number(new URL(emulator.current.url).port);
    await emulator.current.stop();
    const typed = [...naming(emulator.current), { type: PARTNER_KEY }];
    const shown = await run(Command.addConnection, typed);
    assert.match(shown, /could not be checked and was not saved.*\[Save Without Checking\]/);
    assert.deepEqual(await storedConnections(), []);

    await run(Command.addConnection, [...typed, { click: 'Save Without Checking' }]);
    assert.equal(await storedKey(), JSON.stringify({ origin: emulator.current.url, key: PARTNER_KEY }));
    assert.match(await run(Command.refreshCustomers, []), /could not be reached/);

    // Its first use is the check, and a key that does not pass is told of.
    emulator.current = await startEmulator({ port, partnerKey: 'another' });
    assert.match(await run(Command.refreshCustomers, []), /refused the partner key/);
  });

  it('are switched while a server keeps them waiting, of which nothing is heard or shown afterwards', async () => {
    const elsewhere = await startTestEmulator();
    for (const customer of elsewhere.state.customers) customer.name = `Elsewhere ${customer.name}`;
    await addConnection(elsewhere, 'Elsewhere');
    await addConnection(emulator.current, 'Slow');
    await loadCustomers();
    const asked = Promise.withResolvers<undefined>();
    const cut = Promise.withResolvers<undefined>();
    emulator.current.intercept(() => ({
      takeOver({ socket }) {
        socket.once('close', cut.resolve);
        asked.resolve(undefined);
      },
    }));
    const user = await script({ pick: 'Elsewhere' });
    const refreshing = vscode.commands.executeCommand(Command.refreshCustomers);
    await asked.promise;
    await vscode.commands.executeCommand(Command.switchConnection);
    await Promise.all([refreshing, cut.promise]);
    user.assertDone();
    assert.doesNotMatch(user.asked.join(), /error/);

    const sent = emulator.current.requests.length;
    const offered = run(Command.fetchToken, [{ pick: 'nobody' }]);
    await assert.rejects(offered, ({ message }: Error) => {
      assert.match(message, /is none of Elsewhere /);
      for (const { name } of emulator.current.state.customers) assert.ok(!message.includes(`, ${name}`));
      return true;
    });
    assert.equal(emulator.current.requests.length, sent);
    await elsewhere.stop();
  });

  it('save nothing when the server refuses the key', async () => {
    const shown = await run(Command.addConnection, [...naming(emulator.current), { type: 'not-the-key' }]);
    assert.match(shown, /refused this key, so it was not saved/);
    assert.deepEqual(await storedConnections(), []);
  });

  it('are renamed, switched and removed on demand only', async () => {
    await addConnection(emulator.current, 'First');
    await addConnection(emulator.current, 'Second');
    await run(Command.renameConnection, [{ type: 'Second, renamed' }]);
    await run(Command.switchConnection, [{ pick: 'First' }]);
    await run(Command.removeConnection, [{ confirm: false }]);
    assert.deepEqual(
      (await storedConnections()).map(({ name }) => name),
      ['First', 'Second, renamed'],
    );
    const asked = await run(Command.removeConnection, [{ confirm: true }]);
    assert.match(asked, /Remove the connection “First”\? This deletes its partner key/);
    assert.deepEqual(
      (await storedConnections()).map(({ name }) => name),
      ['Second, renamed'],
    );
  });

  it('take a new key in place, checked before the old one goes', async () => {
    await addConnection(emulator.current);
    await loadCustomers();
    const before = await storedKey();
    await run(Command.replaceKey, [{ type: 'not-the-key' }]);
    assert.equal(await storedKey(), before);

    const port = Number(new URL(emulator.current.url).port);
    const partnerKey = `${PARTNER_KEY}-renewed`;
    await emulator.current.stop();
    emulator.current = await startEmulator({ port, partnerKey });
    assert.match(await run(Command.refreshCustomers, []), /refused the partner key/);
    await run(Command.replaceKey, [{ type: partnerKey }]);
    assert.equal(await storedKey(), JSON.stringify({ origin: emulator.current.url, key: partnerKey }));
    assert.equal((await storedConnections()).length, 1);
    assert.doesNotMatch(await run(Command.refreshCustomers, []), /error/);
  });

  it('take it once that a key was rejected, and send nothing more until it is replaced', async () => {
    await addConnection(emulator.current);
    await loadCustomers();
    emulator.current.state.partnerKeyRejected = true;
    const shown = await run(Command.refreshCustomers, []);
    assert.equal(shown.match(/error/g)?.length, 1, 'said once');
    assert.match(shown, /refused the partner key \(HTTP 401\).*\[Update Key…\] \[Show Log\]/);
    const sent = emulator.current.requests.length;
    assert.match(await run(Command.refreshCustomers, []), /Nothing more is sent with it until you update it/);
    assert.equal(emulator.current.requests.length, sent);
  });

  it('say of a forbidden list and of a limited rate what it is, and offer what helps', async () => {
    await addConnection(emulator.current);
    await loadCustomers();
    const forbidden = emulator.current.intercept(onPath('/customer/list', { status: 403 }));
    assert.match(await run(Command.refreshCustomers, []), /does not allow this .*\(HTTP 403\)/);
    forbidden();
    await run(Command.showActions, [{ pick: 'Try Again' }]);
    const limited = emulator.current.intercept(
      onPath('/customer/list', { status: 429, headers: { 'retry-after': '600' } }),
    );
    assert.match(await run(Command.refreshCustomers, []), /asks for fewer calls.*10 minutes/);
    limited();
    await run(Command.showActions, [{ pick: 'Show Log' }]);
  });

  it('keep everything when the server has stopped or answers nonsense, and say so', async () => {
    await addConnection(emulator.current);
    await loadCustomers();
    const restore = emulator.current.intercept(() => ({ body: '{"success":true,"data":{' }));
    const nonsense = await run(Command.refreshCustomers, []);
    assert.match(nonsense, /answered something that cannot be used: a body that is not JSON/);
    restore();
    await emulator.current.stop();
    assert.match(await run(Command.refreshCustomers, []), /could not be reached.*then try again/);
    assert.equal((await storedConnections()).length, 1);
    assert.notEqual(await storedKey(), undefined);
  });

  it('offer in each state what makes sense in it', async () => {
    await run(Command.showActions, [{ pick: 'Show Log' }]);
    await addConnection(emulator.current);
    await loadCustomers();
    await run(Command.showActions, [{ pick: 'Edit Connection…' }, { pick: 'Name' }, { type: 'Renamed' }]);
    assert.equal((await storedConnections())[0]?.name, 'Renamed');
    emulator.current.state.partnerKeyRejected = true;
    await run(Command.refreshCustomers, []);
    emulator.current.state.partnerKeyRejected = false;
    await run(Command.showActions, [{ pick: 'Update Partner Key…' }, { type: PARTNER_KEY }]);
    await loadCustomers();
  });

  it('let the user say whose credential authorizes member tokens', async () => {
    await addConnection(emulator.current);
    await run(Command.chooseTokenAuthorization, [{ pick: 'The partner key' }]);
    assert.equal((await storedConnections())[0]?.tokenAuthorization, 'partnerKey');
  });
});
