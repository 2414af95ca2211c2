import assert from 'node:assert/strict';
import { Command } from '../../src/manifest.ts';
import { Keyring } from '../../src/platform/keyring.ts';
import { access, run } from './access.ts';
import { addConnection, storedConnections, useTestEmulator } from './fixture.ts';

describe('connections that are kept', () => {
  const emulator = useTestEmulator();

  it('are edited one choice at a time, and production is named before it is removed', async () => {
    await addConnection(emulator.current, 'Kept');
    await run(Command.editConnection, [{ pick: 'Label' }, { pick: 'Production' }]);
    await run(Command.editConnection, [{ pick: 'Read-only' }, { pick: 'Read-only' }]);
    await run(Command.editConnection, [{ pick: 'Path that creates customers' }, { pick: '/customer' }]);
    await run(Command.editConnection, [{ pick: 'Name' }, 'dismiss']);
    const [row] = await storedConnections();
    assert.ok(row);
    const { name, label, readOnly, createPath } = row;
    assert.deepEqual([name, label, readOnly, createPath], ['Kept', 'production', true, '/customer']);
    assert.match(
      await run(Command.removeConnection, [{ confirm: false }]),
      /Remove the connection “Kept” \(production\)\?/,
    );
    assert.doesNotMatch(await run(Command.refreshCustomers, []), /error/, 'a read-only one reads');
  });

  it('come back from the secret storage when another window has overwritten their rows', async () => {
    await addConnection(emulator.current, 'Overwritten');
    const { context } = await access();
    const [row] = await storedConnections();
    assert.ok(row);
    await context.globalState.update('connections', []);
    await run(Command.renameConnection, [{ type: 'Back again' }]);
    assert.deepEqual(await storedConnections(), [{ ...row, name: 'Back again' }]);
  });

  it('go with all secrets when the user wants that, and leave none', async () => {
    await addConnection(emulator.current, 'First');
    await addConnection(emulator.current, 'Second');
    const { context } = await access();
    await context.secrets.store('partnerConsole.key.orphan', 'left by a crash');
    assert.match(
      await run(Command.deleteAllSecrets, [{ confirm: true }]),
      /from this computer: 3 partner keys, no saved tokens, 2 connections\./,
    );
    assert.deepEqual(await context.secrets.keys(), []);
    assert.deepEqual(await storedConnections(), []);
    assert.match(await run(Command.refreshCustomers, []), /Add a connection first/);
  });

  it('are told whether VS Code lost all secrets, or never keeps any', async () => {
    const { context } = await access();
    const { globalState, secrets } = context;
    const start = (session: string): Promise<string> => new Keyring(globalState, secrets, session).check();
    const lose = async (): Promise<void> => {
      for (const entry of await secrets.keys()) await secrets.delete(entry);
    };
    await lose();
    await globalState.update('secretsCanary', undefined);
    assert.equal(await start('first'), 'kept');
    await lose();
    assert.equal(await start('second'), 'sessionOnly');
    assert.equal(await start('third'), 'kept');
    await lose();
    assert.equal(await start('fourth'), 'gone');
    assert.equal(await start('fifth'), 'kept', 'it is told once');
  });
});
