import assert from 'node:assert/strict';
import type { Emulator } from '../../src/emulator/server.ts';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import { addConnection, removeConnections, startTestEmulator } from './fixture.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly readOnly: boolean;
  readonly createPath: string;
}

describe('connections that are kept', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startTestEmulator();
  });
  afterEach(async () => {
    await removeConnections();
    await emulator.stop();
  });

  async function rows(): Promise<readonly Row[]> {
    const { context } = await access();
    return context.globalState.get<Row[]>('connections', []);
  }

  it('are edited one choice at a time, and production is named before it is removed', async () => {
    await addConnection(emulator, 'Kept');
    await run(Command.editConnection, [{ pick: 'Label' }, { pick: 'Production' }]);
    await run(Command.editConnection, [{ pick: 'Read-only' }, { pick: 'Read-only' }]);
    await run(Command.editConnection, [{ pick: 'Path that creates customers' }, { pick: '/customer' }]);
    await run(Command.editConnection, [{ pick: 'Name' }, 'dismiss']);
    const [row] = await rows();
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
    await addConnection(emulator, 'Overwritten');
    const { context } = await access();
    const [row] = await rows();
    assert.ok(row);
    await context.globalState.update('connections', []);
    await run(Command.renameConnection, [{ type: 'Back again' }]);
    assert.deepEqual(await rows(), [{ ...row, name: 'Back again' }]);
  });

  it('go with all secrets when the user wants that, and leave none', async () => {
    await addConnection(emulator, 'First');
    await addConnection(emulator, 'Second');
    const { context } = await access();
    await context.secrets.store('partnerConsole.key.orphan', 'left by a crash');
    assert.match(
      await run(Command.deleteAllSecrets, [{ confirm: true }]),
      /deletes 3 partner keys and no saved tokens from this computer, and 2 connections/,
    );
    assert.deepEqual(await context.secrets.keys(), []);
    assert.deepEqual(await rows(), []);
    assert.match(await run(Command.refreshCustomers, []), /Add a connection first/);
  });
});
