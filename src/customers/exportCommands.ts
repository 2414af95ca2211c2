import * as vscode from 'vscode';
import { isCancellation } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { mayFetchTokens } from '../connections/tokenConsent.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Prompts } from '../platform/prompts.ts';
import { writeText } from '../platform/writeText.ts';
import { pickCustomer } from './customerPrompts.ts';
import type { CustomerStore } from './customerStore.ts';
import { exportable, selectionSource, type ExportSource } from './exportSource.ts';
import { EXPORT_FORMATS, textOf, type ExportFormat } from './memberExport.ts';
import { ConnectionChanged } from './otherConnection.ts';

export interface ExportCommandsOptions {
  readonly active: ActiveConnection;
  readonly store: CustomerStore;
  readonly prompts: Prompts;
  readonly presentation: Pick<Presentation, 'on' | 'mask'>;
}

const TITLE = 'Export Team Members';
const REAL = ' The file has the real data: presentation mode masks only what shows.';
const OPEN = 'Open File';
const REVEAL = 'Reveal';

/** The command that writes team members to a file: of a customer, or of what is selected. */
export function exportCommands(options: ExportCommandsOptions) {
  const { active, store, prompts } = options;
  return {
    async [Command.exportMembers](row, rows) {
      const session = active.requireSession();
      const given = exportable(row, rows);
      const picked = given.length > 0 ? undefined : await pickCustomer(TITLE, store, prompts);
      const selected = picked ? [picked] : given;
      if (selected.length === 0) return;
      const source = selectionSource(session, selected);
      const customers = selected.flatMap((each) => (each.kind === 'customer' ? each.customer : []));
      if (await mayFetchTokens(session, customers, prompts)) await exportTo(options, source);
    },
  } satisfies CommandHandlers;
}

/** Asks for the kind of file and its place, writes members to it, and offers to show it. False when dismissed. */
export async function exportTo(
  { prompts, presentation }: Pick<ExportCommandsOptions, 'prompts' | 'presentation'>,
  source: ExportSource,
): Promise<boolean> {
  const note = presentation.on ? REAL : '';
  const title = source.title ?? `${TITLE} ${source.whose}`;
  const placeholder = `What kind of file? No key and no token is written to it.${note}`;
  const format = await prompts.pick<ExportFormat>({ title, placeholder }, [
    ...EXPORT_FORMATS.map((each) => ({ label: each.label, detail: DETAILS[each.extension], value: each })),
  ]);
  if (!format) return false;
  const { label, extension } = format;
  const name = `${fileName(presentation.mask(source.fileName))}.${extension}`;
  const file = await prompts.saveFile(TITLE, name, { [label]: [extension] });
  if (!file) return false;
  const of = source.total === undefined ? '' : ` of ${source.total.toLocaleString('en')}`;
  const count = await prompts.progress(`Exporting members ${source.whose}`, async (signal, report) => {
    let done = 0;
    const text = textOf(source.rows(signal), format, source.columns, (rows) => {
      signal.throwIfAborted();
      done = rows;
      if (rows % 100 === 0) report(`${rows.toLocaleString('en')}${of} members`);
    });
    try {
      await writeText(file, text, signal);
    } catch (error) {
      if (!isCancellation(error) || signal.aborted) throw error;
      throw new ConnectionChanged('The export was given up, and no file was written.');
    }
    return done;
  });
  const members = count === 1 ? '1 member' : `${count.toLocaleString('en')} members`;
  const told = source.told();
  const said = `Exported ${members} ${source.whose} to ${file.path.slice(file.path.lastIndexOf('/') + 1)}.${told && ` ${told}`}${note}`;
  // Not awaited: the export has ended whether or not anybody looks at it.
  void offer(prompts, said, file);
  return true;
}

const DETAILS: Readonly<Record<string, string>> = {
  csv: 'For spreadsheets: UTF-8, and no text in it is taken for a formula',
  json: 'For programs: an array of objects',
  md: 'For people: a table',
};

async function offer(prompts: Prompts, message: string, file: vscode.Uri): Promise<void> {
  const reveal = revealCommand(file);
  const chosen = await prompts.info(message, OPEN, ...(reveal === undefined ? [] : [REVEAL]));
  if (chosen === OPEN) await vscode.commands.executeCommand('vscode.open', file);
  if (chosen === REVEAL && reveal !== undefined) await vscode.commands.executeCommand(reveal, file);
}

/** In the Explorer where it is in a folder of the window, else in the system's where that can be reached. */
function revealCommand(file: vscode.Uri): string | undefined {
  if (vscode.workspace.getWorkspaceFolder(file)) return 'revealInExplorer';
  const near = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  return near && file.scheme === 'file' ? 'revealFileInOS' : undefined;
}

/** What every file system takes for a name. */
function fileName(text: string): string {
  const name = text
    .replaceAll(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 80)
    .replace(/^\.+|[. ]+$/g, '');
  return name === '' ? 'members' : name;
}
