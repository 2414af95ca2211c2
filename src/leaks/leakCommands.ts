import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { envFolderOf } from '../platform/envFolder.ts';
import { gitViewOf } from '../platform/gitView.ts';
import type { Prompts } from '../platform/prompts.ts';
import { textFiles } from '../platform/textFiles.ts';
import type { LearnedTypes } from '../tokens/learnedTypes.ts';
import { replaceByReference } from '../tokens/reference.ts';
import { askForName } from '../tokens/referenceName.ts';
import type { Found, SavedTokens } from '../tokens/savedTokens.ts';
import { askForType } from '../tokens/tokenPrompts.ts';
import { theToken } from '../tokens/tokenWords.ts';
import { writeEnv } from '../tokens/writeEnv.ts';
import { LEAK_SOURCE } from './leak.ts';
import type { GuardStart } from './startGuard.ts';

export interface LeakCommandsOptions {
  readonly guard: GuardStart;
  readonly pickOwner: (row: unknown, title: string) => Promise<TokenOwner | undefined>;
  readonly prompts: Prompts;
  readonly saved: SavedTokens;
  readonly learned: LearnedTypes;
  readonly workspace: vscode.Memento;
}

/** The quick fixes of a credential in a file. Called with its place; the value is read there and goes nowhere else. */
export function leakCommands({ guard, learned, pickOwner, prompts, saved, workspace }: LeakCommandsOptions) {
  /** Whose a found token is, by the user's word. */
  const describeFound = async (title: string): Promise<Found | undefined> => {
    const owner = await pickOwner(undefined, title);
    if (!owner) return undefined;
    const { connectionId, customer, email, id, kind, name, roleId } = owner;
    if (!email) throw new UserError(t('{0} has no e-mail address, which a saved token needs.', name));
    const type =
      kind === 'customer'
        ? 'CUSTOMER'
        : await askForType(prompts, t('{0}: {1}', title, name), owner, learned.typeOf(connectionId, roleId));
    const of = { connectionId, customerId: customer.id, customerName: customer.name };
    return type && { ...of, userId: id, userName: name, email, type, savedAt: new Date().toISOString() };
  };

  return {
    async [Command.replaceLeak](argument) {
      const { range, uri } = await leakAt(argument);
      const name = await askForName(prompts, workspace, t('Replace with a Reference'));
      if (name) await putReference(uri, range, name);
    },
    async [Command.moveLeak](argument) {
      const { range, uri } = await leakAt(argument);
      const folder = envFolderOf(windowFile(uri), vscode.workspace);
      const name = await askForName(prompts, workspace, t('Move to .env'));
      if (!name) return;
      let value = '';
      const read = async (): Promise<string> => {
        const { document } = await leakAt(argument);
        return (value = document.getText(range));
      };
      const outcome = await writeEnv(folder, { name, read }, { files: textFiles, prompts, gitViewOf });
      if (!outcome) return;
      try {
        await putReference(uri, range, name);
      } finally {
        const token = outcome === 'written' && (await saved.withValue(value));
        if (token) await saved.activity.record('written', token);
      }
      void prompts.info(
        outcome === 'written'
          ? t(
              'Moved the value to {0} in .env of “{1}”. It is out of this file once you save it.',
              name,
              folder.name,
            )
          : t(
              'The value was there already: {0} in .env of “{1}”. It is out of this file once you save it.',
              name,
              folder.name,
            ),
      );
    },
    async [Command.saveLeak](argument) {
      await leakAt(argument);
      const title = t('Save Credential into Secret Storage');
      const row = await describeFound(title);
      if (!row) return;
      // The questions took a while: what stands there now is what is meant.
      const read = async (): Promise<string> => {
        const { document, range } = await leakAt(argument);
        return document.getText(range);
      };
      const outcome = await saved.keepFound(row, read);
      if (outcome === 'saved')
        void prompts.info(
          t(
            'Saved in the secret storage as the token of {0}, unverified. It is still in the file: put a reference in its place.',
            row.userName,
          ),
        );
      if (outcome === 'unchanged')
        void prompts.info(
          t(
            'This is saved as {0} already. It is still in the file: put a reference in its place.',
            theToken(row),
          ),
        );
    },
    async [Command.ignoreLeak](argument) {
      const { document, range } = await leakAt(argument);
      await guard.ignore(document, document.getText(range));
    },
  } satisfies CommandHandlers;
}

interface Place {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly uri: vscode.Uri;
}

/** The file that tells which folder is meant: for the cell of a notebook, that. */
function windowFile(uri: vscode.Uri): vscode.Uri | undefined {
  if (uri.scheme === 'untitled') return undefined;
  const { workspace } = vscode;
  const notebook = workspace.notebookDocuments.find((each) =>
    each.getCells().some(({ document }) => document.uri.toString() === uri.toString()),
  );
  const file = notebook?.uri ?? uri;
  if (workspace.getWorkspaceFolder(file)) return file;
  throw new UserError(
    t(
      'This file is in none of the folders that are open, so there is no .env file that belongs to it. Open its folder, or put a reference in place of the credential.',
    ),
  );
}

/** @throws UserError when the place is not marked any more, since the file has changed. */
async function leakAt(argument: unknown): Promise<Place> {
  const { uri, range } = (argument ?? {}) as { uri?: unknown; range?: unknown };
  if (uri instanceof vscode.Uri && range instanceof vscode.Range) {
    const marks = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === LEAK_SOURCE);
    if (marks.some((mark) => mark.range.isEqual(range)))
      return { document: await vscode.workspace.openTextDocument(uri), range, uri };
  }
  throw new UserError(
    t('The file has changed meanwhile. Call this from the lightbulb at the mark as it is now.'),
  );
}

async function putReference(uri: vscode.Uri, range: vscode.Range, name: string): Promise<void> {
  const { document } = await leakAt({ uri, range });
  const { line, character: start } = range.start;
  const { text } = document.lineAt(line);
  const place = { start, end: range.end.character };
  const replacement = replaceByReference(document.languageId, text, place, name);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(line, replacement.start, line, replacement.end), replacement.text);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError(t('The file could not be changed. Is it read-only? The credential is still in it.'));
}
