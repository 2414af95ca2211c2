import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Emulator } from '../../src/emulator/server.ts';
import { Command, Setting } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import {
  addConnection,
  findMember,
  memberRow,
  PARTNER_KEY,
  removeConnections,
  startTestEmulator,
  TYPE_LABELS,
} from './fixture.ts';

interface Mark {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}

/** The marks on a file, once there are as many as expected, which say `words`. */
async function marksOn(uri: vscode.Uri, count: number, words = ''): Promise<vscode.Diagnostic[]> {
  const now = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Partner Console');
  const areThere = (): boolean =>
    now().length === count && now().every(({ message }) => message.includes(words));
  if (!areThere()) {
    await new Promise<void>((resolve) => {
      const subscription = vscode.languages.onDidChangeDiagnostics(() => {
        if (!areThere()) return;
        subscription.dispose();
        resolve();
      });
    });
  }
  return now();
}

/** Carries out the quick fix of that title, as the lightbulb would. */
async function fix(
  { uri, diagnostic }: Mark,
  title: RegExp,
  answers: Parameters<typeof run>[1],
): Promise<string> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    diagnostic.range,
  );
  const action = actions.find((each) => title.test(each.title));
  assert.ok(action?.command, `${String(title)} is among ${actions.map((each) => each.title).join(', ')}`);
  return await run(action.command.command, answers, { uri, range: diagnostic.range });
}

describe('the leak guard in the extension host', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const folder = join(root, 'leaks');
  let emulator: Emulator;
  let token: string;
  let unsaved: string;
  let owner: ReturnType<typeof findMember>;

  before(async () => {
    emulator = await startTestEmulator();
    await addConnection(emulator);
    owner = findMember(emulator);
    token = emulator.state.tokenOf(owner.member._id).key;
    unsaved = emulator.state.tokenOf(owner.customer._id).key;
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[owner.type] }], await memberRow(owner));
  });
  beforeEach(() => mkdir(folder, { recursive: true }));
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
    await rm(join(root, '.env'), { force: true });
  });
  after(async () => {
    await removeConnections();
    await emulator.stop();
  });

  async function open(name: string, content: string | Uint8Array): Promise<vscode.TextDocument> {
    const path = join(folder, name);
    await writeFile(path, content);
    const document = await vscode.workspace.openTextDocument(path);
    await vscode.window.showTextDocument(document);
    return document;
  }

  it('marks a saved token in a file that is opened, and says whose it is, never what it is', async () => {
    const { uri } = await open('a.ts', `const a = 1;\r\nconst token = "${token}";\r\n`);
    // By its shape it is marked before the guard has heard of what was saved a moment ago.
    const [mark] = await marksOn(uri, 1, owner.member.name);
    assert.equal(mark?.severity, vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(mark.range, new vscode.Range(1, 15, 1, 15 + token.length));
    assert.equal(JSON.stringify(mark).includes(token), false);
  });

  it('marks partner keys, and what only has the shape of a token', async () => {
    const { uri } = await open('a.json', `{ "key": "${PARTNER_KEY}", "token": "${unsaved}" }`);
    const marks = await marksOn(uri, 2);
    assert.deepEqual(
      marks.map(({ code }) => code),
      ['partnerKey', 'shape'],
    );
  });

  it('finds a token in a file of UTF-16, as VS Code reads it', async () => {
    const document = await open('a.txt', Buffer.from(`\uFEFFone\r\n${token}\r\n`, 'utf16le'));
    const [mark] = await marksOn(document.uri, 1);
    assert.equal(mark?.range.start.line, 1);
  });

  it('follows edits: a token that is pasted is marked, moves along, and goes with the text', async () => {
    const { uri } = await open('a.py', 'a = 1\n');
    const edit = async (change: (edit: vscode.WorkspaceEdit) => void): Promise<void> => {
      const workspaceEdit = new vscode.WorkspaceEdit();
      change(workspaceEdit);
      await vscode.workspace.applyEdit(workspaceEdit);
    };
    await edit((each) => {
      each.insert(uri, new vscode.Position(1, 0), `b = "${token}"\n`);
    });
    await marksOn(uri, 1);
    await edit((each) => {
      each.insert(uri, new vscode.Position(0, 0), '\n\n');
      each.insert(uri, new vscode.Position(2, 0), `c = "${token}"\n`);
    });
    const marks = await marksOn(uri, 2);
    assert.deepEqual(
      marks.map(({ range }) => range.start.line),
      [3, 4],
    );
    await edit((each) => {
      each.delete(uri, new vscode.Range(3, 0, 5, 0));
    });
    await marksOn(uri, 0);
  });

  it('replaces a token with a reference as the language writes it', async () => {
    const document = await open(
      'replaced.js',
      `fetch(url, { headers: { authorization: "Bearer ${token}" } });\n`,
    );
    const [diagnostic] = await marksOn(document.uri, 1);
    await fix({ uri: document.uri, diagnostic: diagnostic! }, /^Replace with a reference/, [
      { type: 'PARTNER_TOKEN' },
    ]);
    assert.equal(
      document.getText(),
      'fetch(url, { headers: { authorization: "Bearer " + process.env.PARTNER_TOKEN } });\n',
    );
    await marksOn(document.uri, 0);
  });

  it('moves a token to .env', async () => {
    await writeFile(join(root, '.env'), 'A=1\r\nPARTNER_TOKEN="old"\r\n');
    const document = await open('moved.ts', `const token = '${token}';\n`);
    const [diagnostic] = await marksOn(document.uri, 1);
    const mark = { uri: document.uri, diagnostic: diagnostic! };
    const shown = await fix(mark, /^Move to \.env/, [{ type: 'PARTNER_TOKEN' }, { confirm: true }]);
    assert.equal(shown.includes(token), false);
    assert.equal(document.getText(), 'const token = process.env.PARTNER_TOKEN;\n');
    assert.equal(await readFile(join(root, '.env'), 'utf8'), `A=1\r\nPARTNER_TOKEN=${token}\r\n`);
  });

  it('moves nothing out of a file that is in no open folder, where no .env belongs to it', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'partner-console-loose-')), 'loose.ts');
    await writeFile(path, `const token = '${token}';\n`);
    const { uri } = await vscode.window
      .showTextDocument(vscode.Uri.file(path))
      .then(({ document }) => document);
    const [diagnostic] = await marksOn(uri, 1);
    const mark = { uri, diagnostic: diagnostic! };
    assert.match(await fix(mark, /^Move to \.env/, []), /in none of the folders that are open/);
    assert.equal(existsSync(join(root, '.env')), false);
    await rm(join(path, '..'), { recursive: true });
  });

  it('saves an unknown token as that of somebody, and then knows whose it is', async () => {
    const { uri } = await open('a.yaml', `token: ${unsaved}\n`);
    const [diagnostic] = await marksOn(uri, 1);
    const { name } = owner.customer;
    await fix({ uri, diagnostic: diagnostic! }, /^Save/, [{ pick: name }, { pick: name }]);
    const { context } = await access();
    const rows = context.globalState.get<{ userId: string; active?: boolean }[]>('savedTokens', []);
    const row = rows.find(({ userId }) => userId === owner.customer._id);
    assert.ok(row);
    assert.equal(row.active, undefined, 'nobody has asked the server');
    const known = (): boolean => vscode.languages.getDiagnostics(uri).some(({ code }) => code === 'token');
    while (!known()) await new Promise((resolve) => vscode.languages.onDidChangeDiagnostics(resolve));
    await run(Command.forgetToken, [{ confirm: true }], {
      kind: 'customer',
      ...{ connectionId: ((await memberRow(owner)) as { connectionId: string }).connectionId },
      id: owner.customer._id,
    });
  });

  it('knows what is saved while it looks, also in a file that takes a while', async () => {
    const line = `const filler = '${'x'.repeat(200)}';\n`;
    const { uri } = await open('large.ts', `${line.repeat(10_000)}'${PARTNER_KEY}' '${unsaved}'\n`);
    // It is being looked at now, and again with what the next command saves.
    await run(Command.fetchAndSaveToken, [{ pick: owner.customer.name }, { pick: owner.customer.name }]);
    const known = (): boolean => vscode.languages.getDiagnostics(uri).some(({ code }) => code === 'token');
    while (!known()) await new Promise((resolve) => vscode.languages.onDidChangeDiagnostics(resolve));
    await marksOn(uri, 2);
    await run(Command.forgetToken, [{ pick: owner.customer.name }, { confirm: true }]);
    const isShape = (): boolean => vscode.languages.getDiagnostics(uri).some(({ code }) => code === 'shape');
    while (!isShape()) await new Promise((resolve) => vscode.languages.onDidChangeDiagnostics(resolve));
  });

  it('ignores a token in one file on request, without remembering it', async () => {
    const { uri } = await open('ignored.ts', `'${token}'`);
    const [diagnostic] = await marksOn(uri, 1);
    await fix({ uri, diagnostic: diagnostic! }, /^Ignore/, []);
    await marksOn(uri, 0);
    const other = await open('other.ts', `'${token}'`);
    await marksOn(other.uri, 1);
    const { context } = await access();
    assert.equal(JSON.stringify(context.workspaceState.get('ignoredLeaks')).includes(token), false);
  });

  it('is gentle where git ignores the file, and silent about a .env file that it ignores', async () => {
    // Stays until the end of the run: git must not be asked about a folder that is gone.
    const repository = join(root, 'repository');
    await mkdir(repository);
    execFileSync('git', ['init', '--quiet'], { cwd: repository });
    await writeFile(join(repository, '.gitignore'), 'local.ts\n.env\n');
    // Tracked in spite of a line that would ignore it: only git itself can be told to let it go.
    await writeFile(join(repository, '.env.committed'), 'A=1\n');
    execFileSync('git', ['add', '.env.committed'], { cwd: repository });
    interface Git {
      getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
    }
    const git = await vscode.extensions.getExtension<Git>('vscode.git')!.activate();
    await git.getAPI(1).openRepository(vscode.Uri.file(repository));
    const ignored = await open('../repository/local.ts', `'${token}'`);
    const tracked = await open('../repository/tracked.ts', `'${token}'`);
    const env = await open('../repository/.env', `T=${token}`);
    const [gentle] = await marksOn(ignored.uri, 1);
    const [loud] = await marksOn(tracked.uri, 1);
    assert.equal(gentle?.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(loud?.severity, vscode.DiagnosticSeverity.Warning);
    const committed = await open('../repository/.env.committed', `T=${token}`);
    const [telling] = await marksOn(committed.uri, 1);
    assert.match(telling?.message ?? '', /git rm --cached/);
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      committed.uri,
      telling!.range,
    );
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Ignore in this file'],
    );
    // Looked at before this one, of which a mark is awaited: what there is to see of it can be seen.
    const last = await open('../repository/last.ts', `'${token}'`);
    await marksOn(last.uri, 1);
    assert.deepEqual(await marksOn(env.uri, 0), []);
    // The folder stays, without the tokens that the last test of the run searches the disk for.
    for (const { uri } of [ignored, tracked, env, committed, last]) await rm(uri.fsPath);
  });

  it('ends with the setting and begins again', async () => {
    const { uri } = await open('setting.ts', `'${token}'`);
    await marksOn(uri, 1);
    const settings = vscode.workspace.getConfiguration();
    await settings.update(Setting.leakGuard, false, vscode.ConfigurationTarget.Global);
    await marksOn(uri, 0);
    await settings.update(Setting.leakGuard, undefined, vscode.ConfigurationTarget.Global);
    await marksOn(uri, 1);
  });

  it('says nothing about a place that is not marked any more', async () => {
    const { uri } = await open('clean.ts', 'const a = 1;\n');
    const place = { uri, range: new vscode.Range(0, 0, 0, 5) };
    assert.match(await run(Command.replaceLeak, [], place), /has changed meanwhile/);
    assert.match(await run(Command.moveLeak, [], undefined), /has changed meanwhile/);
  });
});
