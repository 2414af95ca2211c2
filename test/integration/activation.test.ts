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

const ON_FIRST_USE = ['api', 'commands', 'emulator'];

/** Which of the bundles that are meant for first use the extension host has loaded so far. */
function loadedOnUse(): string[] {
  const loaded = Object.keys(require.cache).map((path) => basename(path).replace(/(-[A-Z0-9]+)?\.cjs$/, ''));
  assert.ok(loaded.includes('extension'), 'the cache that is looked at is the one that bundles are in');
  return ON_FIRST_USE.filter((name) => loaded.includes(name));
}

// For all files of this run: the tests remove every connection, which must not be somebody's own.
before(async () => {
  const { context } = await access();
  assert.deepEqual(
    context.globalState.get('connections', []),
    [],
    'run these tests in a profile of their own',
  );
});

// This file sorts first: it looks at what activation alone has done.
describe('activation in the extension host', () => {
  after(removeConnections);

  it('runs in the VS Code that was asked for: the oldest that the manifest admits, or a newer one', () => {
    const { engines } = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as {
      engines: { vscode: string };
    };
    // Any of its patches; of some only a later one was published.
    const [, oldest = ''] = /^\^(\d+\.\d+)\.0$/.exec(engines.vscode) ?? [];
    assert.equal(vscode.version.startsWith(`${oldest}.`), process.env['TEST_HOST'] === 'floor');
  });

  it('loads neither what commands do nor the HTTP client nor the emulator', async () => {
    await access();
    assert.deepEqual(loadedOnUse(), []);
  });

  it('loads them on first use', async () => {
    const before = slots();
    await run(Command.addSample, []);
    await run(Command.fetchToken, ['dismiss']);
    assert.deepEqual(loadedOnUse(), ON_FIRST_USE);
    // VS Code has taken these slots for itself before any extension loads; that the bundle would not take free
    // ones either is tested in plain Node.
    assert.deepEqual(slots(), before);
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
        !/^partnerConsole\.(customers|tokens)\.(focus|open|toggleVisibility|resetViewLocation|removeView)$/.test(
          id,
        ),
    );
    assert.deepEqual(ours.sort(), contributed);
  });
});
