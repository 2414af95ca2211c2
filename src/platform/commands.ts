import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { isCancellation } from '../base/userError.ts';
import type { CommandId } from '../manifest.ts';
import { describeError } from './describeError.ts';
import type { Log } from './log.ts';
import type { Prompts } from './prompts.ts';

/** What each command of a slice does; the argument is the row it was called on, if any. */
export type CommandHandlers = Partial<Record<CommandId, (row?: unknown) => unknown>>;

/**
 * Registers commands behind the one error boundary: a failure is logged and shown as a sentence with its next
 * steps as buttons; a cancellation is silent.
 */
export function registerCommands(handlers: CommandHandlers, prompts: Prompts, log: Log): Disposable {
  const registrations = new DisposableStore();
  for (const [id, handler] of Object.entries(handlers)) {
    registrations.add(
      vscode.commands.registerCommand(id, async (row?: unknown) => {
        try {
          await handler(row);
        } catch (error) {
          if (isCancellation(error)) return;
          log.failure(id, error);
          // Not awaited: a command has ended when it failed, not when its message was read.
          showError(error, prompts).catch((unshown: unknown) => {
            log.failure(id, unshown);
          });
        }
      }),
    );
  }
  return registrations;
}

async function showError(error: unknown, prompts: Prompts): Promise<void> {
  const { message, actions } = describeError(error);
  const chosen = await prompts.error(message, ...actions.map(({ title }) => title));
  const action = actions.find(({ title }) => title === chosen);
  if (action) await vscode.commands.executeCommand(action.command);
}
