/**
 * Something a person can mend. Its message is shown as it stands: a sentence that says what is wrong and what to
 * do next, without any secret in it. `commands` are ids of commands offered as buttons.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly commands: readonly string[];

  constructor(message: string, commands: readonly string[] = []) {
    super(message);
    this.commands = commands;
  }
}

/** A cancelled operation: never an error to show. Covers `AbortSignal` and VS Code's `CancellationError`. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}
