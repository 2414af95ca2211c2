import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { isCancellation, UserError, UserWarning } from '../base/userError.ts';
import { Command, type CommandId } from '../manifest.ts';
import type { Log } from './log.ts';
import type { Prompts } from './prompts.ts';

/** What a command does: with the row it was called on, if any, and all rows that are selected where there are several. */
export type CommandHandler = (row?: unknown, rows?: unknown) => unknown;

/** What each command of a slice does. */
export type CommandHandlers = Partial<Record<CommandId, CommandHandler>>;

/**
 * Registers every command behind the one error boundary: a failure is logged and shown as a sentence with its next
 * steps as buttons, unless the user is told of it elsewhere; a cancellation is silent. What commands do is loaded with
 * the first one that is called.
 */
export function registerCommands(
  load: () => Promise<Record<CommandId, CommandHandler>>,
  prompts: Prompts,
  log: Log,
  isTold: (error: unknown) => boolean,
): Disposable {
  let loading: ReturnType<typeof load> | undefined;
  const registrations = new DisposableStore();
  for (const id of Object.values(Command)) {
    registrations.add(
      vscode.commands.registerCommand(id, async (row?: unknown, rows?: unknown) => {
        try {
          const handlers = await (loading ??= load());
          await handlers[id](row, rows);
        } catch (error) {
          if (isCancellation(error)) return;
          log.failure(id, error);
          if (isTold(error)) return;
          // Not awaited: a command has ended when its failure is told, not when that was read.
          showError(error, prompts).catch((unshown: unknown) => {
            log.failure(id, unshown);
          });
        }
      }),
    );
  }
  return registrations;
}

/** Shows a failure as a sentence with its next steps as buttons, and does what the user chooses. */
export async function showError(error: unknown, prompts: Prompts): Promise<void> {
  const { describeError } = await import('./describeError.ts');
  const { message, actions } = describeError(error);
  const titles = actions.map(({ title }) => title);
  const chosen = await (error instanceof UserWarning
    ? prompts.warn(message, ...titles)
    : prompts.error(message, ...titles));
  const action = actions.find(({ title }) => title === chosen);
  if (action)
    await vscode.commands.executeCommand(action.command, error instanceof UserError ? error.row : undefined);
}
