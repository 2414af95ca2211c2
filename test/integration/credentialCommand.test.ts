import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Command, Setting } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import { addConnection, naming, PARTNER_KEY, useTestEmulator } from './fixture.ts';

/** Prints the key; its letters are in the setting only as numbers, as a search of the disk must not find it. */
const SCRIPT = `console.log(Buffer.from([${[...Buffer.from(PARTNER_KEY)].join()}]).toString())`;

describe('a credential command in the extension host', () => {
  const emulator = useTestEmulator();

  afterEach(() => set(undefined));

  function set(value: unknown): Thenable<void> {
    const { Global } = vscode.ConfigurationTarget;
    return vscode.workspace.getConfiguration().update(Setting.credentialCommands, value, Global);
  }

  function add(how: string): Promise<string> {
    return run(Command.addConnection, [...naming(emulator.current, 'From a store'), { pick: how }]);
  }

  it('gives the key of a connection, of which the secret storage keeps no copy', async () => {
    await set({ [emulator.current.url]: [process.execPath, '-e', SCRIPT] });
    const shown = await add('Use the Credential Command');
    assert.doesNotMatch(shown, /error/);
    await run(Command.fetchToken, ['dismiss']);
    assert.ok(emulator.current.requests.length > 0);
    const { context } = await access();
    const asked = await run(Command.removeConnection, [{ confirm: false }]);
    assert.match(asked, /credential command: it stays where that gets it.*Nothing changes on the server/);
    assert.doesNotMatch(asked, /deletes its partner key/);
    for (const key of await context.secrets.keys())
      assert.ok(!(await context.secrets.get(key))?.includes(PARTNER_KEY), key);
    assert.ok(!shown.includes(PARTNER_KEY));
  });

  it('that fails is told of in words, and nothing is added', async () => {
    await set({ [emulator.current.url]: [process.execPath, '-e', 'process.exit(3)'] });
    assert.match(await add('Use the Credential Command'), /failed with exit code 3/);
    const { context } = await access();
    assert.deepEqual(context.globalState.get('connections', []), []);
    assert.equal(emulator.current.requests.length, 0);
  });

  it('that cannot be run keeps nobody from adding a connection with a key, and is named', async () => {
    await set({ [emulator.current.url]: 'op read x', 'https://other.example': [] });
    const typeInstead = [{ click: 'Enter a Key…' }, { type: PARTNER_KEY }];
    const shown = await run(Command.addConnection, [
      { pick: 'Other host…' },
      { type: emulator.current.url },
      { type: 'From a store' },
      { pick: 'Use the Credential Command' },
      ...typeInstead,
    ]);
    assert.match(shown, /credentialCommands, “http:[^”]*” needs a list of texts.*Correct it/);
    assert.match(await run(Command.removeConnection, [{ confirm: false }]), /deletes its partner key/);
    await run(Command.fetchToken, ['dismiss']);
    assert.ok(emulator.current.requests.length > 0);
  });

  it('that a folder names is not offered', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(folder, 'the tests run in a window with a folder');
    const settings = join(folder, '.vscode', 'settings.json');
    await mkdir(join(folder, '.vscode'), { recursive: true });
    const value = { [emulator.current.url]: [process.execPath, '-e', SCRIPT] };
    await writeFile(settings, JSON.stringify({ [Setting.credentialCommands]: value, 'editor.tabSize': 7 }));
    // The folder's settings were read when the one beside ours counts.
    while (vscode.workspace.getConfiguration('editor').get('tabSize') !== 7) await new Promise(setImmediate);
    const shown = await addConnection(emulator.current, 'Typed');
    assert.doesNotMatch(shown, /Credential Command/);
    await rm(settings);
  });
});
