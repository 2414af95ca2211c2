import * as vscode from 'vscode';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from './commands.ts';
import type { Presentation } from './presentation.ts';
import type { Prompts } from './prompts.ts';

export interface PresentationCommandsOptions {
  readonly presentation: Presentation;
  readonly prompts: Prompts;
}

/** One toggle, in two commands, so that each says what it does. */
export function presentationCommands({ presentation, prompts }: PresentationCommandsOptions) {
  return {
    async [Command.turnOnPresentation]() {
      await presentation.set(true);
      // What was asked and told before is not written anew.
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await vscode.commands.executeCommand('notifications.clearAll');
      const left = titlesThatTell(presentation);
      const warning =
        left === 0
          ? ''
          : ` ${left === 1 ? '1 open tab or terminal has' : `${left} open tabs or terminals have`} a name in the title still: close it before you share the screen.`;
      void prompts.info(
        `Presentation mode is on: this extension shows names, e-mail addresses, phone numbers and ids masked.${warning}`,
      );
    },
    async [Command.turnOffPresentation]() {
      await presentation.set(false);
    },
  } satisfies CommandHandlers;
}

/** How many titles of tabs and terminals, which nobody can change, have something that is masked elsewhere. */
function titlesThatTell(presentation: Presentation): number {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  const terminals = vscode.window.terminals.map(({ name }) => name);
  return [...tabs, ...terminals].filter((title) => presentation.mask(title) !== title).length;
}
