import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import { removeConnections } from './fixture.ts';

describe('sharing connections in the extension host', () => {
  let folder: string;
  let file: vscode.Uri;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sharing-'));
    file = vscode.Uri.file(join(folder, 'connections.json'));
  });
  afterEach(async () => {
    await removeConnections();
    await rm(folder, { recursive: true });
  });

  async function rows(): Promise<{ id: string; name: string; origin: string; readOnly: boolean }[]> {
    const { context } = await access();
    return context.globalState.get('connections', []);
  }

  /** Nothing listens at these addresses, and nothing is sent to them: there is no key. */
  async function write(...connections: object[]): Promise<void> {
    const content = { format: 'partner-console-connections', version: 1, connections };
    await writeFile(file.fsPath, JSON.stringify(content));
  }
  const one = { name: 'One', origin: 'https://one.partner-api.test', label: 'production', readOnly: true };
  const two = { name: 'Two', origin: 'https://two.partner-api.test', key: 'not-to-be-read' };

  it('imports what was asked about, host by host, and asks for the key at its first use', async () => {
    await write(one, two);
    await run(Command.importConnections, [{ file }, { confirm: false }]);
    assert.deepEqual(await rows(), []);
    const shown = await run(Command.importConnections, [{ file }, { confirm: true }]);
    assert.match(shown, /One: https:\/\/one\.partner-api\.test, Production, read-only/);
    assert.match(shown, /Two: https:\/\/two\.partner-api\.test/);
    assert.deepEqual(
      (await rows()).map(({ name, readOnly }) => [name, readOnly]),
      [
        ['One', true],
        ['Two', false],
      ],
    );
    const { context } = await access();
    for (const { id } of await rows())
      assert.equal(await context.secrets.get(`partnerConsole.key.${id}`), undefined);
    const refreshed = await run(Command.refreshCustomers, []);
    assert.match(refreshed, /partner key of “One” is not in the secret storage.*\[Update Key…\]/);
  });

  it('offers to skip what is there already', async () => {
    await write(one);
    await run(Command.importConnections, [{ file }, { confirm: true }]);
    assert.match(await run(Command.importConnections, [{ file }]), /all connections of this file are there/);
    await write(one, two);
    const skip = { pick: 'Skip what is there already' };
    await run(Command.importConnections, [{ file }, skip, { confirm: true }]);
    assert.deepEqual((await rows()).map(({ name }) => name).sort(), ['One', 'Two']);
  });

  it('exports to a file that imports as the same, without ids and keys', async () => {
    await write(one, two);
    await run(Command.importConnections, [{ file }, { confirm: true }]);
    const before = await rows();
    const exported = vscode.Uri.file(join(folder, 'exported.json'));
    await run(Command.exportConnections, [{ pick: 'All 2 connections' }, { file: exported }]);
    const text = await readFile(exported.fsPath, 'utf8');
    for (const { id } of before) assert.ok(!text.includes(id));
    assert.doesNotMatch(text, /not-to-be-read/);
    await removeConnections();
    await run(Command.importConnections, [{ file: exported }, { confirm: true }]);
    assert.deepEqual(
      (await rows()).map(({ name, origin }) => [name, origin]),
      before.map(({ name, origin }) => [name, origin]),
    );
  });

  it('takes nothing from a file that is not one of connections', async () => {
    await writeFile(file.fsPath, 'x'.repeat(300 * 1024));
    assert.match(await run(Command.importConnections, [{ file }]), /larger than 256 KB/);
    await write({ ...one, origin: 'http://one.partner-api.test' });
    assert.match(await run(Command.importConnections, [{ file }]), /is not for an https host/);
    assert.deepEqual(await rows(), []);
  });
});
