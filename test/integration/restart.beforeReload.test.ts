import assert from 'node:assert/strict';
import { Command } from '../../src/manifest.ts';
import { run } from './access.ts';
import { addConnection, findMember, memberRow, startTestEmulator, TYPE_LABELS } from './fixture.ts';

describe('before the window reloads', () => {
  it('a connection is added and a token saved', async () => {
    const emulator = await startTestEmulator();
    // The one that is in use after the reload is the one that was, not the first.
    await addConnection(emulator, 'First');
    await addConnection(emulator, 'Kept');
    const found = findMember(emulator);
    const shown = await run(
      Command.fetchAndSaveToken,
      [{ pick: TYPE_LABELS[found.type] }],
      await memberRow(found),
    );
    assert.match(shown, /Saved the .* token of .* in the secret storage/);
    await emulator.stop();
  });
});
