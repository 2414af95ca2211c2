import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as vscode from 'vscode';
import { Command } from '../../src/manifest.ts';
import { access, run, script } from './access.ts';
import { addConnection, PARTNER_KEY, useTestEmulator } from './fixture.ts';

describe('exporting members in the extension host', () => {
  const emulator = useTestEmulator();
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-'));
    await addConnection(emulator.current);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const team = () => emulator.current.state.teamOf(emulator.current.state.customers[0]?._id ?? '');
  const fileOf = (name: string) => vscode.Uri.file(join(folder, name));
  async function rowOfFirst(): Promise<{ id: string; row: object; name: string }> {
    const { context } = await access();
    const [connection] = context.globalState.get<{ id: string }[]>('connections', []);
    const customer = emulator.current.state.customers[0];
    assert.ok(customer);
    const { _id: id, name } = customer;
    return { id, name, row: { kind: 'customer', connectionId: connection?.id, id, customer: { id, name } } };
  }

  it('writes a whole team, read page by page, without any token, and offers to open it', async () => {
    const { name, row, id } = await rowOfFirst();
    const file = fileOf('team.csv');
    const shown = await run(Command.exportMembers, [{ pick: 'CSV' }, { file }, { click: 'Open File' }], row);
    assert.match(shown, new RegExp(`Exported ${team().length} members of ${name} to team\\.csv\\.`));
    const text = await readFile(file.fsPath, 'utf8');
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    assert.deepEqual(
      rows.map((each) => [each['Customer ID'], each['Member ID'], each['Name'], each['Phone']]),
      team().map(({ _id, name: member, contact: { phone } }) => [
        id,
        _id,
        member,
        phone === undefined ? '' : `+${phone.prefix} ${phone.number}`,
      ]),
    );
    const secrets = [PARTNER_KEY, emulator.current.state.tokenOf(id).key];
    for (const { _id } of team()) secrets.push(emulator.current.state.tokenOf(_id).key);
    for (const secret of secrets) assert.ok(!text.includes(secret));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('asks whose where it was not called on a row, and writes nothing where that is dismissed', async () => {
    const file = fileOf('team.md');
    const { name } = await rowOfFirst();
    await run(Command.exportMembers, [{ pick: name }, { pick: 'Markdown' }, 'dismiss']);
    assert.deepEqual(await readdir(folder), []);
    await run(Command.exportMembers, [{ pick: name }, { pick: 'Markdown' }, { file }]);
    assert.equal((await readFile(file.fsPath, 'utf8')).trimEnd().split('\n').length, team().length + 2);
  });

  it('keeps the file of before where the service fails in the middle, or the user cancels', async () => {
    const { row } = await rowOfFirst();
    const file = fileOf('team.json');
    await writeFile(file.fsPath, 'before');
    emulator.current.intercept(({ path, query }) =>
      path === '/custom-user' && query['page'] === '2' ? { status: 403, body: '' } : undefined,
    );
    const shown = await run(Command.exportMembers, [{ pick: 'JSON' }, { file }], row);
    assert.match(shown, /error: .* does not allow this/);
    assert.equal(await readFile(file.fsPath, 'utf8'), 'before');
    assert.deepEqual(await readdir(folder), ['team.json']);

    const scripted = await script({ pick: 'JSON' }, { file });
    const { prompts } = await access();
    const cancelling = new AbortController();
    prompts.progress = (_title, task) => {
      cancelling.abort();
      return task(cancelling.signal, () => undefined);
    };
    await vscode.commands.executeCommand(Command.exportMembers, row);
    assert.doesNotMatch(scripted.asked.join(), /error:|Exported/);
    assert.equal(await readFile(file.fsPath, 'utf8'), 'before');
    assert.deepEqual(await readdir(folder), ['team.json']);
  });

  it('writes the index from where it is searched and from the palette, and says what it has not', async () => {
    const none = await run(Command.exportIndex, []);
    assert.match(none, /error: There is nobody in the index yet\. .*\[Find Anyone…\]/);

    const file = fileOf('everybody.csv');
    const shown = await run(Command.findAnyone, [
      { confirm: true },
      { find: '', pick: /Searching .* read just now/, button: 'export' },
      { pick: 'CSV' },
      { file },
    ]);
    const { state } = emulator.current;
    const active = state.customers.filter(({ _id }) => state.tokenOf(_id).active);
    const everybody = active.flatMap(({ _id }) => state.teamOf(_id).map((member) => `${_id}/${member._id}`));
    const [skipped] = state.customers.filter(({ _id }) => !state.tokenOf(_id).active);
    const count = everybody.length.toLocaleString('en');
    assert.match(shown, /file: Export Team Members: .* index\.csv/);
    assert.ok(
      shown.includes(`Exported ${count} members of the index to everybody.csv. The index was read at `),
      shown,
    );
    assert.ok(shown.includes(`1 customer is left out: token not active (${skipped?.name ?? ''}).`), shown);
    const text = await readFile(file.fsPath, 'utf8');
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    assert.deepEqual(
      rows.map((row) => `${row['Customer ID'] ?? ''}/${row['Member ID'] ?? ''}`).sort(),
      everybody.sort(),
    );
    for (const { _id } of state.customers) assert.ok(!text.includes(state.tokenOf(_id).key));

    const calls = emulator.current.requests.length;
    const other = fileOf('everybody.json');
    await run(Command.exportIndex, [{ pick: 'JSON' }, { file: other }]);
    assert.equal((JSON.parse(await readFile(other.fsPath, 'utf8')) as unknown[]).length, everybody.length);
    assert.equal(emulator.current.requests.length, calls, 'nothing is read for it');
    await run(Command.exportIndex, ['dismiss']);
  });

  it('says where the file cannot be written', async () => {
    const { row } = await rowOfFirst();
    const file = vscode.Uri.file(join(folder, 'none', 'team.csv'));
    const shown = await run(Command.exportMembers, [{ pick: 'CSV' }, { file }], row);
    assert.match(shown, /could not be written: ENOENT\. What was there before is unchanged/);
  });
});
