import * as vscode from 'vscode';
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
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open?.isDirty)
      throw new UserError(
        `${name} has changes that are not saved. Save it, then try again: nothing was written.`,
      );
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(uri);
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw new UserError(`${name} could not be read. Check its permissions: nothing was written.`);
    }
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new UserError(
        `${name} is not encoded as UTF-8. Save it as UTF-8, then try again: nothing was written.`,
      );
    }
  },
  async write(uri, text) {
    try {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    } catch {
      throw new UserError(
        `${uri.path.slice(uri.path.lastIndexOf('/') + 1)} could not be written. Check its permissions.`,
      );
    }
  },
};
