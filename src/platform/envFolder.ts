import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
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
  if (!folder) throw new UserError(t('There is no folder for a .env file. Open a folder, then try again.'));
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
    return t(
      'This folder is not on this machine but at {0}. Whoever can read it there can read the token.',
      [scheme, authority].filter(Boolean).join(' '),
    );
  return vscode.workspace.isTrusted
    ? undefined
    : t('This folder is not trusted. Programs in it that you run can read its .env file.');
}
