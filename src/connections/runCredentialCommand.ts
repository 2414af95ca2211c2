import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command, Setting } from '../manifest.ts';
import { problemWithKey } from './connection.ts';
import { programOf, type CredentialCommand } from './credentialCommand.ts';

/** Room for a key and what a password store keeps beside it. */
const MAX_OUTPUT = 64 * 1024;
const TIMEOUT_MS = 20_000;

/**
 * Runs a command and takes the first line that it prints as the key, as password stores put it.
 * @throws UserError that says what went wrong, and nothing of what was printed.
 */
export async function runCredentialCommand(
  command: CredentialCommand,
  { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {},
): Promise<string> {
  const [program, ...args] = command;
  const options = {
    // At home: in another folder a program of that folder could be found first.
    cwd: homedir(),
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT,
    windowsHide: true,
    shell: false,
  } as const;
  const output = await new Promise<string>((resolve, reject) => {
    const failed = (error: Error): void => {
      reject(new UserError(problemOf(error, command, timeoutMs), [Command.replaceKey]));
    };
    try {
      const child = execFile(program, args, options, (error, stdout) => {
        if (error) failed(error);
        else resolve(stdout);
      });
      // Nobody is there to answer a question.
      child.stdin?.on('error', () => undefined).end();
    } catch (error) {
      failed(error as Error);
    }
  });
  const key = (output.trimStart().split('\n')[0] ?? '').trim();
  if (key === '') {
    throw new UserError(t('The credential command “{0}” printed nothing.', programOf(command)), [
      Command.replaceKey,
    ]);
  }
  if (problemWithKey(key) !== undefined) {
    throw new UserError(
      t(
        'The first line that the credential command “{0}” printed is not a key: a key is one word of plain characters.',
        programOf(command),
      ),
      [Command.replaceKey],
    );
  }
  return key;
}

/** From named facts only: an error of a child process quotes the whole command line and what was printed. */
function problemOf(error: Error, command: CredentialCommand, timeoutMs: number): string {
  const { code, killed, signal } = error as Error & {
    code?: unknown;
    killed?: boolean;
    signal?: string | null;
  };
  const program = programOf(command);
  if (code === 'ENOENT')
    return t(
      'The credential command “{0}” was not found. Write its whole path into the setting {1}.',
      program,
      Setting.credentialCommands,
    );
  if (code === 'EINVAL' && /\.(cmd|bat)$/i.test(command[0]))
    return t(
      'The credential command “{0}” is a batch file, which needs a shell and is not run. Name the program that it starts.',
      program,
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EINVAL')
    return t('The credential command “{0}” cannot be run.', program);
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return t('The credential command “{0}” printed far more than a key.', program);
  if (killed === true)
    return t(
      'The credential command “{0}” did not end within {1} seconds. It may be waiting for you to sign in: do that in a terminal, then try again.',
      program,
      timeoutMs / 1000,
    );
  if (typeof code === 'number')
    return t(
      'The credential command “{0}” failed with exit code {1}. Run it in a terminal to see why.',
      program,
      code,
    );
  return signal
    ? t('The credential command “{0}” was ended by {1}. Run it in a terminal to see why.', program, signal)
    : t('The credential command “{0}” could not be run. Run it in a terminal to see why.', program);
}
