import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { replaceFile } from './replaceFile.ts';

/**
 * Writes a file that the user picked whole or not at all, piece by piece where it is on a disk.
 * @throws UserError where the file cannot be written, and whatever kept the text from being had.
 */
export async function writeText(
  file: vscode.Uri,
  text: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (file.scheme === 'file') {
      await replaceFile(file.fsPath, text, signal);
      return;
    }
    const pieces: string[] = [];
    for await (const piece of text) pieces.push(piece);
    signal.throwIfAborted();
    await vscode.workspace.fs.writeFile(file, Buffer.from(pieces.join('')));
  } catch (error) {
    const why = problemWithFile(error);
    if (why === undefined) throw error;
    throw new UserError(
      t(
        'The file could not be written: {0}. What was there before is unchanged. Choose another place, or make room.',
        why,
      ),
    );
  }
}

/** The code of an error of the file system; undefined for any other error. */
function problemWithFile(error: unknown): string | undefined {
  if (error instanceof vscode.FileSystemError) return error.code;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  return typeof code === 'string' && typeof syscall === 'string' ? code : undefined;
}
