/**
 * Something a person can mend. Its message is shown as it stands: a sentence that says what is wrong and what to
 * do next, without any secret in it. `commands` are ids of commands offered as buttons, which are called on `row`.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly commands: readonly string[];
  readonly row: unknown;

  constructor(message: string, commands: readonly string[] = [], row?: unknown) {
    super(message);
    this.commands = commands;
    this.row = row;
  }
}

/** Something a person should know of and may want to act on, though nothing has failed. */
export class UserWarning extends UserError {}

/** A cancelled operation: never an error to show. Covers `AbortSignal` and VS Code's `CancellationError`. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}
