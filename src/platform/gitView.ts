import * as vscode from 'vscode';

/** What git would do with a file; `unknown` where VS Code's git extension cannot be asked. */
export type GitView = 'ignored' | 'tracked' | 'noRepository' | 'unknown';

/** The part that is used here of what VS Code's git extension exports. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    readonly state: 'uninitialized' | 'initialized';
    readonly onDidChangeState: vscode.Event<unknown>;
    getRepository(uri: vscode.Uri): { checkIgnore(paths: string[]): Promise<Set<string>> } | null;
  };
}

/** Milliseconds that the git extension gets to look around after a start. */
const PATIENCE = 10_000;

/**
 * Whether git ignores a file. Asks VS Code's own git extension and runs nothing itself, so it tells nothing in a folder
 * that is not trusted.
 */
export async function gitViewOf(uri: vscode.Uri): Promise<GitView> {
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (!extension || uri.scheme !== 'file') return 'unknown';
    const git = await extension.activate();
    if (!git.enabled) return 'unknown';
    const api = git.getAPI(1);
    if (api.state !== 'initialized' && !(await settles(api.onDidChangeState))) return 'unknown';
    const repository = api.getRepository(uri);
    if (!repository) return (await isBelowRepository(uri)) ? 'unknown' : 'noRepository';
    return (await repository.checkIgnore([uri.fsPath])).size > 0 ? 'ignored' : 'tracked';
  } catch {
    return 'unknown';
  }
}

function settles(event: vscode.Event<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (settled: boolean): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(settled);
    };
    const timer = setTimeout(() => {
      done(false);
    }, PATIENCE);
    const subscription = event(() => {
      done(true);
    });
  });
}

/** The git extension does not open every repository: a setting of it leaves out those of folders further up. */
async function isBelowRepository(uri: vscode.Uri): Promise<boolean> {
  for (let folder = vscode.Uri.joinPath(uri, '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
    const found = await Promise.resolve(vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, '.git'))).then(
      () => true,
      () => false,
    );
    if (found) return true;
    if (folder.path === '/' || /^\/[A-Za-z]:\/?$/.test(folder.path)) return false;
  }
}
