import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, globSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';

type Api = typeof vscode;

/** One way for an extension to leak a text; what it returns is done before the extension ends. */
type Plant = (text: string, api: Api, context: vscode.ExtensionContext) => PromiseLike<unknown>;

/** A leak of each kind, as an extension would make it: with VS Code's own API. */
const PLANTS = {
  'user data': (text, api) =>
    api.workspace.getConfiguration().update('partnerConsole.credentialCommands', { [text]: [] }, true),
  log: (text, api) => {
    const log = api.window.createOutputChannel('Planted Log', { log: true });
    log.trace(text);
    return Promise.resolve();
  },
  storage: (text, _, context) => context.globalState.update('planted', text),
  workspace: (text, api) => {
    const [folder] = api.workspace.workspaceFolders ?? [];
    return writeFile(join(folder?.uri.fsPath ?? '', 'planted.txt'), text);
  },
  'output panel': (text, api) => {
    const channel = api.window.createOutputChannel('Planted Output');
    channel.appendLine(text);
    channel.show(true);
    return Promise.resolve();
  },
  notification: (text, api) => {
    void api.window.showWarningMessage(text);
    return Promise.resolve();
  },
  diagnostic: async (text, api) => {
    const [folder] = api.workspace.workspaceFolders ?? [];
    if (!folder) return;
    const file = api.Uri.joinPath(folder.uri, 'marked.txt');
    await api.workspace.fs.writeFile(file, Buffer.from('harmless'));
    const mark = new api.Diagnostic(new api.Range(0, 0, 0, 8), text);
    api.languages.createDiagnosticCollection('planted').set(file, [mark]);
  },
  'process argument': (text) => started([text], {}),
  'process environment': (text) => started([], { PLANTED: text }),
  clipboard: (text, api) => api.env.clipboard.writeText(text),
  // The last one: who sees it knows that all others are there.
  'page text': (text, api) => {
    const item = api.window.createStatusBarItem(api.StatusBarAlignment.Left);
    item.text = text;
    item.show();
    return Promise.resolve();
  },
} satisfies Record<string, Plant>;

export type Kind = keyof typeof PLANTS;

/** A text for each kind, which stands nowhere else in the world. */
export function textsToPlant(): Record<Kind, string> {
  const texts = Object.keys(PLANTS).map((kind) => [kind, `planted-${randomBytes(24).toString('hex')}`]);
  return Object.fromEntries(texts) as Record<Kind, string>;
}

/** Has the extension that is installed below a folder leak these texts as soon as it starts. */
export function plantInto(folder: string, texts: Readonly<Record<Kind, string>>, textsFile: string): void {
  writeFileSync(textsFile, JSON.stringify(texts));
  const [main = ''] = globSync('extensions/partner-console.*/dist/extension.cjs', { cwd: folder });
  const leaking = `{
    const { activate, deactivate } = module.exports;
    const start = (context) => {
      const texts = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(textsFile)}, 'utf8'));
      require(${JSON.stringify(import.meta.filename)}).plant(texts, require('vscode'), context);
      return activate(context);
    };
    module.exports = { activate: start, deactivate };
  }`;
  appendFileSync(join(folder, main), `\n${leaking}\n`);
}

/**
 * Plants one of each, in the extension host.
 *
 * @public Called by the text above.
 */
export async function plant(
  texts: Readonly<Record<Kind, string>>,
  api: Api,
  context: vscode.ExtensionContext,
): Promise<void> {
  const kinds = Object.entries(PLANTS) as [Kind, Plant][];
  for (const [kind, leak] of kinds) await leak(texts[kind], api, context);
}

/** A program that runs for as long as its parent. */
async function started(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const program = "process.stdin.resume().on('end', () => process.exit());";
  const child = spawn(process.execPath, ['-e', program, ...args], { env: { ...process.env, ...env } });
  await once(child, 'spawn');
}
