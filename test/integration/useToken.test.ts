import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Emulator } from '../../src/emulator/server.ts';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import {
  addConnection,
  findMember,
  memberRow,
  removeConnections,
  startTestEmulator,
  TYPE_LABELS,
} from './fixture.ts';

const NAME = 'PARTNER_TOKEN';

/** Types a line into a terminal; resolves to what it wrote into a file, which the line is given the name of. */
async function printed(terminal: vscode.Terminal, line: (file: string) => string): Promise<string> {
  const file = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, `printed-${Date.now()}`);
  // Written whole before it has its name.
  terminal.sendText(`${line(`${file}.part`)}; mv ${file}.part ${file}`);
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
  const text = await readFile(file, 'utf8');
  await rm(file);
  return text;
}

describe('a token in the extension host is used without being seen:', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  let emulator: Emulator;
  let token: string;
  let row: object;

  before(async () => {
    emulator = await startTestEmulator();
    await addConnection(emulator);
    const owner = findMember(emulator);
    token = emulator.state.tokenOf(owner.member._id).key;
    row = await memberRow(owner);
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[owner.type] }], row);
  });
  beforeEach(async () => {
    const { context } = await access();
    await context.workspaceState.update('referenceName', undefined);
    await vscode.env.clipboard.writeText('something else');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(join(root, '.env'), { force: true });
    await removeConnections();
    await emulator.stop();
  });

  /** What was done last, by the record. */
  async function lastDeed(): Promise<string | undefined> {
    const { context } = await access();
    return context.globalState.get<{ deed: string }[]>('tokenActivity', []).at(-1)?.deed;
  }

  it('copied as a request with a variable in its place, and with itself only on request', async () => {
    const open = [
      { pick: 'List Team Members' },
      { pick: 'cURL' },
      { pick: 'With a Variable' },
      { type: NAME },
    ];
    await run(Command.copyAsRequest, open, row);
    const request = await vscode.env.clipboard.readText();
    assert.match(
      request,
      new RegExp(`^curl -sS '${emulator.url}/custom-user\\?page=1'[^]*\\$\\{${NAME}\\}"$`),
    );
    const closed = [
      { pick: 'Another Call…' },
      { type: '/x?y=1' },
      { pick: 'fetch' },
      { pick: 'With the Token Itself' },
    ];
    const shown = await run(Command.copyAsRequest, closed, row);
    assert.ok((await vscode.env.clipboard.readText()).includes(`"Bearer ${token}"`));
    assert.equal(shown.includes(token), false);
    assert.match(shown, /for 30 seconds/);
    assert.equal(await lastDeed(), 'copied');
  });

  it('referred to at the cursor, by a name that is asked for once', async () => {
    const path = join(root, 'reference.ts');
    await writeFile(path, 'const a = ;\nconst b = "Bearer ";\n');
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(path));
    editor.selection = new vscode.Selection(0, 10, 0, 10);
    await run(Command.insertReference, [{ type: NAME }]);
    editor.selection = new vscode.Selection(1, 18, 1, 18);
    await run(Command.insertReference, []);
    assert.equal(
      editor.document.getText(),
      `const a = process.env.${NAME};\nconst b = "Bearer " + process.env.${NAME};\n`,
    );
    await editor.document.save();
  });

  it('written to .env, in the place of an older value', async () => {
    await writeFile(join(root, '.env'), `# keys\r\n${NAME}="old" # of Ada\r\nB=2\r\n`);
    const declined = await run(Command.writeTokenToEnv, [{ type: NAME }, { confirm: false }], row);
    assert.match(declined, new RegExp(`Replace the value of ${NAME} in \\.env of`));
    assert.match(await readFile(join(root, '.env'), 'utf8'), /="old"/);
    const shown = await run(Command.writeTokenToEnv, [{ type: NAME }, { confirm: true }], row);
    assert.equal(
      await readFile(join(root, '.env'), 'utf8'),
      `# keys\r\n${NAME}=${token} # of Ada\r\nB=2\r\n`,
    );
    assert.equal(shown.includes(token), false);
    assert.equal(await lastDeed(), 'written');
    assert.match(await run(Command.writeTokenToEnv, [{ type: NAME }], row), /already: nothing to do/);
  });

  it('handed to a terminal: in its variable, and in no history, launch environment or other terminal', async function () {
    this.timeout(60_000);
    const shown = await run(Command.openTerminalWithToken, [{ type: NAME }, { confirm: true }], row);
    assert.match(shown, /It will run: export PARTNER_TOKEN=/);
    assert.equal(shown.includes(token), false);
    assert.equal(await lastDeed(), 'handed over');
    const terminal = vscode.window.terminals.find(({ name }) => name.includes(NAME))!;
    const hash = await printed(terminal, (file) => `printf %s "$${NAME}" | sha256sum > ${file}`);
    assert.equal(hash.split(' ')[0], createHash('sha256').update(token).digest('hex'), 'the variable has it');

    const environ = await readFile(`/proc/${String(await terminal.processId)}/environ`, 'utf8');
    assert.ok(environ.includes('PATH='));
    assert.equal(environ.includes(token), false);
    const history = await printed(terminal, (file) => `history > ${file}`);
    assert.equal(history.includes(token), false);
    assert.ok(history.includes('history'), 'what was typed is in the history');

    const fresh = vscode.window.createTerminal('fresh');
    const environment = await printed(fresh, (file) => `printenv > ${file}`);
    assert.ok(environment.includes('PATH='));
    assert.equal(environment.includes(token), false);
    const saved = await printed(terminal, (file) => `history -w ${file}`);
    assert.equal(saved.includes(token), false);
    terminal.dispose();
    fresh.dispose();
  });
});
