import type { Uri, workspace } from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';

/** The folder whose `.env` file is written. */
export interface EnvFolder {
  readonly env: Uri;
  readonly gitignore: Uri;
  readonly name: string;
  /** Why the user should think twice, such as that the folder is not trusted; to be shown before anything is written. */
  readonly caution: string | undefined;
}

export type Workspace = Pick<typeof workspace, 'workspaceFolders' | 'getWorkspaceFolder' | 'isTrusted'> & {
  readonly fs: Pick<typeof workspace.fs, 'isWritableFileSystem'>;
};

/**
 * The open folder whose `.env` belongs to a file, or to the window where none is meant. Never one that is not open:
 * a `.env` file beside any file that happens to be looked at is where nobody expects a token.
 * @throws UserError when there is none, or nothing can be written in it
 */
export function envFolderOf(file: Uri | undefined, workspace: Workspace): EnvFolder {
  const folder = folderOf(file, workspace);
  if (workspace.fs.isWritableFileSystem(folder.uri.scheme) === false)
    throw new UserError(
      t(
        '“{0}” is read-only, so there can be no .env file in it. Open a folder that you can write to.',
        folder.name,
      ),
    );
  const at = (name: string): Uri =>
    folder.uri.with({ path: `${folder.uri.path.replace(/\/$/, '')}/${name}` });
  return {
    env: at('.env'),
    gitignore: at('.gitignore'),
    name: folder.name,
    caution: cautionAbout(folder.uri, workspace.isTrusted),
  };
}

function folderOf(file: Uri | undefined, workspace: Workspace): { readonly uri: Uri; readonly name: string } {
  const own = file && workspace.getWorkspaceFolder(file);
  if (own) return own;
  const [first, ...more] = workspace.workspaceFolders ?? [];
  if (!first) throw new UserError(t('There is no folder for a .env file. Open a folder, then try again.'));
  if (more.length > 0)
    throw new UserError(
      t('Several folders are open. Open a file of the one whose .env file is meant, then try again.'),
    );
  return first;
}

function cautionAbout({ scheme, authority }: Uri, isTrusted: boolean): string | undefined {
  if (scheme === 'vscode-remote') return undefined;
  if (scheme !== 'file')
    return t(
      'This folder is not on this machine but at {0}. Whoever can read it there can read the token.',
      [scheme, authority].filter(Boolean).join(' '),
    );
  return isTrusted
    ? undefined
    : t('This folder is not trusted. Programs in it that you run can read its .env file.');
}
