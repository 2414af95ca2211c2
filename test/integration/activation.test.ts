import assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../src/manifest.ts';
import { access, EXTENSION_ID, run } from './access.ts';
import { removeConnections } from './fixture.ts';

const SLOTS = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));

function slots(): unknown[] {
  return SLOTS.map((symbol) => (globalThis as Record<symbol, unknown>)[symbol]);
}

/** Which of our bundles the extension host has loaded so far. */
function loadedBundles(): string[] {
  return Object.keys(require.cache)
    .map((path) => basename(path))
    .filter((name) => ['extension.cjs', 'api.cjs', 'emulator.cjs'].includes(name));
}

// This file sorts first: it looks at what activation alone has done.
describe('activation in the extension host', () => {
  after(removeConnections);

  it('loads neither the HTTP client nor the emulator', async () => {
    await access();
    assert.deepEqual(loadedBundles(), ['extension.cjs']);
  });

  it("leaves undici's process-wide slots as they were, also once the client is in use", async () => {
    const before = slots();
    await run(Command.addSample, []);
    await run(Command.fetchToken, ['dismiss']);
    assert.deepEqual(loadedBundles().sort(), ['api.cjs', 'emulator.cjs', 'extension.cjs']);
    for (const [index, value] of slots().entries()) assert.equal(value, before[index]);
  });

  it('registers every command of the manifest, and no other', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    const { contributes } = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const contributed = contributes.commands.map(({ command }) => command).sort();
    const registered = await vscode.commands.getCommands(true);
    // VS Code adds commands of its own for a view, such as "focus".
    const ours = registered.filter(
      (id) =>
        id.startsWith('partnerConsole.') &&
        !/^partnerConsole\.customers\.(focus|open|toggleVisibility|resetViewLocation|removeView)$/.test(id),
    );
    assert.deepEqual(ours.sort(), contributed);
  });
});
