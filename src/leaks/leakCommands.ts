import * as vscode from 'vscode';
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
import type { SavedTokens } from '../tokens/savedTokens.ts';
import { askForType } from '../tokens/tokenPrompts.ts';
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
  return {
    async [Command.replaceLeak](argument) {
      const { range, uri } = await leakAt(argument);
      const name = await askForName(prompts, workspace, 'Replace with a Reference');
      if (name) await putReference(uri, range, name);
    },
    async [Command.moveLeak](argument) {
      const { document, range, uri } = await leakAt(argument);
      const folder = envFolderOf(uri);
      const name = await askForName(prompts, workspace, 'Move to .env');
      if (!name) return;
      const value = document.getText(range);
      if (!(await writeEnv(folder, { name, value }, { files: textFiles, prompts, gitViewOf }))) return;
      const token = await saved.withValue(value);
      if (token) await saved.activity.record('written', token);
      await putReference(uri, range, name);
      void prompts.info(
        `Moved the value to ${name} in .env of “${folder.name}”. It is out of this file once you save it.`,
      );
    },
    async [Command.saveLeak](argument) {
      const title = 'Save Credential into Secret Storage';
      await leakAt(argument);
      const owner = await pickOwner(undefined, title);
      if (!owner) return;
      const { connectionId, customer, email, id, name } = owner;
      if (!email) throw new UserError(`${name} has no e-mail address, which a saved token needs.`);
      const learnedType = learned.typeOf(connectionId, owner.roleId);
      const type =
        owner.kind === 'customer'
          ? 'CUSTOMER'
          : await askForType(prompts, `${title}: ${name}`, owner, learnedType);
      if (!type) return;
      // The questions took a while: what stands there now is what is meant.
      const { document, range } = await leakAt(argument);
      const described = { connectionId, customerId: customer.id, customerName: customer.name, email, type };
      const row = {
        ...described,
        userId: id,
        userName: name,
        active: true,
        savedAt: new Date().toISOString(),
      };
      await saved.keep(row, document.getText(range));
      void prompts.info(
        `Saved in the secret storage as the token of ${name}, unchecked. It is still in the file: put a reference in its place.`,
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

/** @throws UserError when the place is not marked any more, since the file has changed. */
async function leakAt(argument: unknown): Promise<Place> {
  const { uri, range } = (argument ?? {}) as { uri?: unknown; range?: unknown };
  if (uri instanceof vscode.Uri && range instanceof vscode.Range) {
    const marks = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === LEAK_SOURCE);
    if (marks.some((mark) => mark.range.isEqual(range)))
      return { document: await vscode.workspace.openTextDocument(uri), range, uri };
  }
  throw new UserError(
    'The file has changed meanwhile. Call this from the lightbulb at the mark as it is now.',
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
    throw new UserError('The file could not be changed. Is it read-only? The credential is still in it.');
}
