import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';

/** Reads and writes text files beside the ones that are edited; a fake of it needs no VS Code. */
export interface TextFiles {
  /** Undefined where there is none. */
  read(uri: vscode.Uri): Promise<string | undefined>;
  write(uri: vscode.Uri, text: string): Promise<void>;
}

/** Files wherever the folder is: on this machine, a remote one, or nowhere on a disk. */
export const textFiles: TextFiles = {
  async read(uri) {
    const name = nameOf(uri);
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open?.isDirty)
      throw new UserError(
        t('{0} has changes that are not saved. Save it, then try again: nothing was written.', name),
      );
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(uri);
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw new UserError(t('{0} could not be read. Check its permissions: nothing was written.', name));
    }
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new UserError(
        t('{0} is not encoded as UTF-8. Save it as UTF-8, then try again: nothing was written.', name),
      );
    }
  },
  async write(uri, text) {
    try {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    } catch {
      throw new UserError(t('{0} could not be written. Check its permissions.', nameOf(uri)));
    }
  },
};

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
