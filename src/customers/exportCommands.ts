import * as vscode from 'vscode';
import { numeral, t } from '../base/l10n.ts';
import { isCancellation } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { withConsent } from '../connections/tokenConsent.ts';
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

/** The command that writes team members to a file: of a customer, or of what is selected. */
export function exportCommands(options: ExportCommandsOptions) {
  const { active, store, prompts } = options;
  return {
    async [Command.exportMembers](row, rows) {
      const session = active.requireSession();
      const given = exportable(row, rows);
      const picked =
        given.length > 0 ? undefined : await pickCustomer(t('Export Team Members'), store, prompts);
      const selected = picked ? [picked] : given;
      if (selected.length === 0) return;
      const source = selectionSource(session, selected);
      const customers = selected.flatMap((each) => (each.kind === 'customer' ? each.customer : []));
      await withConsent(session, customers, prompts, () => exportTo(options, source));
    },
  } satisfies CommandHandlers;
}

/** Asks for the kind of file and its place, writes members to it, and offers to show it. False when dismissed. */
export async function exportTo(
  { prompts, presentation }: Pick<ExportCommandsOptions, 'prompts' | 'presentation'>,
  source: ExportSource,
): Promise<boolean> {
  const note = presentation.on && t('The file has the real data: presentation mode masks only what shows.');
  const placeholder = sentences(t('What kind of file? No key and no token is written to it.'), note);
  const format = await prompts.pick<ExportFormat>({ title: source.title, placeholder }, [
    ...EXPORT_FORMATS.map((each) => ({ label: each.label, detail: detailOf(each), value: each })),
  ]);
  if (!format) return false;
  const { label, extension } = format;
  const name = `${fileName(presentation.mask(source.fileName))}.${extension}`;
  const file = await prompts.saveFile(t('Export Team Members'), name, { [label]: [extension] });
  if (!file) return false;
  const { total } = source;
  const count = await prompts.progress(source.doing, async (signal, report) => {
    let done = 0;
    const text = textOf(source.rows(signal), format, source.columns, (rows) => {
      signal.throwIfAborted();
      done = rows;
      if (rows % 100 !== 0) return;
      report(
        total === undefined
          ? t('{0} members', numeral(rows))
          : t('{0} of {1} members', numeral(rows), numeral(total)),
      );
    });
    try {
      await writeText(file, text, signal);
    } catch (error) {
      if (!isCancellation(error) || signal.aborted) throw error;
      throw new ConnectionChanged(t('The export was given up, and no file was written.'));
    }
    return done;
  });
  const written = file.path.slice(file.path.lastIndexOf('/') + 1);
  const said = sentences(source.done(count, written), source.told(), note);
  // Not awaited: the export has ended whether or not anybody looks at it.
  void offer(prompts, said, file);
  return true;
}

function sentences(...all: readonly (string | false)[]): string {
  return all.filter(Boolean).join(' ');
}

function detailOf({ extension }: ExportFormat): string | undefined {
  const details: Readonly<Record<string, string>> = {
    csv: t('For spreadsheets: UTF-8, and no text in it is taken for a formula'),
    json: t('For programs: an array of objects'),
    md: t('For people: a table'),
  };
  return details[extension];
}

async function offer(prompts: Prompts, message: string, file: vscode.Uri): Promise<void> {
  const reveal = revealCommand(file);
  const [toOpen, toReveal] = [t('Open File'), t('Reveal')];
  const chosen = await prompts.info(message, toOpen, ...(reveal === undefined ? [] : [toReveal]));
  if (chosen === toOpen) await vscode.commands.executeCommand('vscode.open', file);
  if (chosen === toReveal && reveal !== undefined) await vscode.commands.executeCommand(reveal, file);
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
  return name === '' ? t('members') : name;
}
