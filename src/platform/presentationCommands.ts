import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from './commands.ts';
import type { Presentation } from './presentation.ts';
import type { Prompts } from './prompts.ts';
import { isPage, type Reports } from './reports.ts';

export interface PresentationCommandsOptions {
  readonly presentation: Presentation;
  readonly prompts: Prompts;
  readonly reports: Reports;
}

/** One toggle, in two commands, so that each says what it does. */
export function presentationCommands({ presentation, prompts, reports }: PresentationCommandsOptions) {
  return {
    async [Command.turnOnPresentation]() {
      await presentation.set(true);
      // What was asked and told before is not written anew.
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await vscode.commands.executeCommand('notifications.clearAll');
      const pages = tabsThatTell(presentation).filter(({ input }) => isPage(input));
      // Whether a title has a name in it is known of names that were learned: of ours, all go.
      const ours = allTabs().filter((tab) => reports.isIn(tab));
      await vscode.window.tabGroups.close([...new Set([...pages, ...ours])]);
      const left = tabsThatTell(presentation).length + terminalsThatTell(presentation);
      const on = t(
        'Presentation mode is on: this extension shows names, e-mail addresses, phone numbers and ids masked.',
      );
      const off = t('Turn Off Presentation Mode');
      void prompts.info([on, warningOf(left)].filter(Boolean).join(' '), off).then((chosen) => {
        if (chosen === off) void vscode.commands.executeCommand(Command.turnOffPresentation);
      });
    },
    async [Command.turnOffPresentation]() {
      await presentation.set(false);
    },
  } satisfies CommandHandlers;
}

function warningOf(left: number): string | undefined {
  if (left === 0) return undefined;
  return left === 1
    ? t('One tab or terminal has a name in the title still: close what is not for everybody.')
    : t('{0} tabs or terminals have a name in the title still: close what is not for everybody.', left);
}

function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** Nobody can change the title of a tab. */
function tabsThatTell(presentation: Presentation): readonly vscode.Tab[] {
  return allTabs().filter(({ label }) => presentation.mask(label) !== label);
}

function terminalsThatTell(presentation: Presentation): number {
  return vscode.window.terminals.filter(({ name }) => presentation.mask(name) !== name).length;
}
