import * as vscode from 'vscode';
import { UserError } from '../base/userError.ts';

/**
 * The folder whose `.env` belongs to a file, or to the window where no file is meant.
 * @throws UserError when there is none
 */
export function envFolderOf(file: vscode.Uri | undefined): {
  readonly env: vscode.Uri;
  readonly gitignore: vscode.Uri;
  readonly name: string;
  readonly caution: string | undefined;
} {
  const { workspace, Uri } = vscode;
  const own = file && workspace.getWorkspaceFolder(file)?.uri;
  const beside = file && file.scheme !== 'untitled' ? Uri.joinPath(file, '..') : undefined;
  const folder = own ?? beside ?? workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new UserError('There is no folder for a .env file. Open a folder, then try again.');
  return {
    env: Uri.joinPath(folder, '.env'),
    gitignore: Uri.joinPath(folder, '.gitignore'),
    name: folder.path.slice(folder.path.lastIndexOf('/') + 1),
    caution: cautionAbout(folder),
  };
}

function cautionAbout(folder: vscode.Uri): string | undefined {
  const { scheme, authority } = folder;
  if (scheme === 'vscode-remote') return undefined;
  if (scheme !== 'file')
    return `This folder is not on this machine but at ${[scheme, authority].filter(Boolean).join(' ')}. Whoever can read it there can read the token.`;
  return vscode.workspace.isTrusted
    ? undefined
    : 'This folder is not trusted. Programs in it that you run can read its .env file.';
}
