import * as vscode from 'vscode';

/**
 * What git does with a file: `tracked` is part of the next commit whatever `.gitignore` says, `untracked` is taken up by
 * whoever adds all files; `unknown` where VS Code's git extension cannot be asked.
 */
export type GitView = 'ignored' | 'tracked' | 'untracked' | 'noRepository' | 'unknown';

interface Repository {
  checkIgnore(paths: string[]): Promise<Set<string>>;
  /** With an empty treeish: of the index. Rejects with the code `UnknownPath` for what is not there. */
  getObjectDetails(treeish: string, path: string): Promise<unknown>;
}

/** The part that is used here of what VS Code's git extension exports. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    readonly state: 'uninitialized' | 'initialized';
    readonly onDidChangeState: vscode.Event<unknown>;
    getRepository(uri: vscode.Uri): Repository | null;
  };
}

/** Milliseconds that the git extension gets to look around after a start. */
const PATIENCE = 10_000;

/**
 * What git does with a file. Asks VS Code's own git extension and runs nothing itself, so it tells nothing in a folder
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
    if ((await repository.checkIgnore([uri.fsPath])).size > 0) return 'ignored';
    return (await isInIndex(repository, uri)) ? 'tracked' : 'untracked';
  } catch {
    return 'unknown';
  }
}

async function isInIndex(repository: Repository, { fsPath }: vscode.Uri): Promise<boolean> {
  try {
    await repository.getObjectDetails('', fsPath);
    return true;
  } catch (error) {
    if ((error as { gitErrorCode?: unknown }).gitErrorCode !== 'UnknownPath') throw error;
    return false;
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
