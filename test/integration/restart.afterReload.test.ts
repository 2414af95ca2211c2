import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../src/manifest.ts';
import { filesWith, search } from '../support/diskSearch.ts';
import { access, run } from './access.ts';
import { findMember, PARTNER_KEY, startTestEmulator, storedConnections } from './fixture.ts';

describe('after the window has reloaded', () => {
  it('the connection that this workspace used is in use again', async () => {
    const shown = await run(Command.removeConnection, [{ confirm: false }]);
    assert.match(shown, /Remove the connection “Kept”\?/);
  });

  it('the saved token and the key are still there, without a call', async () => {
    const { context } = await access();
    const connection = (await storedConnections()).find(({ name }) => name === 'Kept');
    assert.ok(connection);
    assert.ok((await context.secrets.get(`partnerConsole.key.${connection.id}`))?.includes(PARTNER_KEY));
    await vscode.env.clipboard.writeText('something else');
    // Another emulator, the same seed: who the members are and what their tokens are does not depend on the run.
    const emulator = await startTestEmulator();
    await emulator.stop();
    const { member } = findMember(emulator);
    await run(Command.copySavedToken, [{ pick: member.name }]);
    assert.equal(await vscode.env.clipboard.readText(), emulator.state.tokenOf(member._id).key);
  });
});

describe('what this run wrote to disk', () => {
  /** The folder of user data, extensions, workspace and logs of this run. */
  async function folder(): Promise<string> {
    const { context } = await access();
    const results = process.env['TEST_RESULTS'];
    // Started by hand: user data only. It is <user data>/User/globalStorage/<extension>.
    return results ? dirname(results) : dirname(dirname(dirname(context.globalStorageUri.fsPath)));
  }

  /** The key, and every token of every customer and member that the tests went near. */
  async function secrets(): Promise<string[]> {
    const emulator = await startTestEmulator();
    const { state } = emulator;
    const accounts = state.customers.flatMap(({ _id }) => [
      _id,
      ...state.teamOf(_id).map((member) => member._id),
    ]);
    await emulator.stop();
    return [PARTNER_KEY, ...accounts.map((id) => state.tokenOf(id).key)];
  }

  it('holds the calls in the log, but no key and no token outside the secret storage', async () => {
    const files = filesWith(await folder(), 'GET http://127.0.0.1');
    assert.ok(
      files.some((file) => file.endsWith('.log')),
      'the log is on disk, so searching it means something',
    );
    assert.deepEqual(search(await folder(), await secrets()), []);
  });

  it('would not pass that search if a token were logged', async () => {
    const [, token] = await secrets();
    assert.ok(token);
    const channel = vscode.window.createOutputChannel('Planted', { log: true });
    channel.info(`token ${token}`);
    // The log's file is written a moment later; were it never, the test's time limit would end this.
    while (search(await folder(), [token]).length === 0) await new Promise(setImmediate);
    channel.dispose();
  });
});
