import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { basename, isAbsolute } from 'node:path';
import { UserError } from '../base/userError.ts';
import { Command, Setting } from '../manifest.ts';
import { parseOrigin, problemWithKey, type Connection } from './connection.ts';

/** A program and its arguments, as they are run: no shell reads them. */
export type CredentialCommand = readonly [program: string, ...args: string[]];

/** Room for a key and what a password store keeps beside it. */
const MAX_OUTPUT = 64 * 1024;
const TIMEOUT_MS = 20_000;

/** An entry of the setting: a command, or what is wrong with it, as a sentence that says how to mend it. */
export type CredentialEntry = { readonly command: CredentialCommand } | { readonly problem: string };

/**
 * The entry that the setting has for a connection. It is found by origin, so that what it prints goes to a host that
 * the user has written down beside it; a name behind the origin tells accounts of one host apart. Whatever is wrong
 * with an entry matters only to who runs it: see {@link commandOf}.
 */
export function findCredentialEntry(
  setting: unknown,
  { origin, name }: Pick<Connection, 'origin' | 'name'>,
): CredentialEntry | undefined {
  if (typeof setting !== 'object' || setting === null) return undefined;
  let found: { value: unknown; key: string } | undefined;
  for (const [key, value] of Object.entries(setting)) {
    const [address = '', ...rest] = key.trim().split(/\s/);
    const parsed = parseOrigin(address);
    if (!('origin' in parsed) || parsed.origin !== origin) continue;
    const account = rest.join(' ').trim();
    if (account === name) return toEntry(value, key);
    if (account === '') found = { value, key };
  }
  return found && toEntry(found.value, found.key);
}

/** @throws UserError when the entry cannot be run. */
export function commandOf(entry: CredentialEntry): CredentialCommand {
  if ('command' in entry) return entry.command;
  throw new UserError(entry.problem, [Command.replaceKey]);
}

function toEntry(value: unknown, key: string): CredentialEntry {
  const where = `In the setting ${Setting.credentialCommands}, “${key}”`;
  const next = 'Correct it in your user settings, or enter a key.';
  const words: unknown[] = Array.isArray(value) ? value : [];
  const [program, ...args] = words.filter((word) => typeof word === 'string');
  if (program === undefined || program.trim() === '' || args.length !== words.length - 1) {
    return {
      problem: `${where} needs a list of texts, the program and then each argument, such as ["op", "read", "op://Work/Key"]. ${next}`,
    };
  }
  // A path from here or there would mean another program in another folder.
  if (/[\\/]/.test(program) && !isAbsolute(program)) {
    return { problem: `${where} needs a program's name or its whole path. ${next}` };
  }
  return { command: [program, ...args] };
}

/** What a command is called in a message; its arguments stay out, since they say where secrets are. */
export function programOf([program]: CredentialCommand): string {
  return basename(program);
}

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
    throw new UserError(`The credential command “${programOf(command)}” printed nothing.`, [
      Command.replaceKey,
    ]);
  }
  if (problemWithKey(key) !== undefined) {
    throw new UserError(
      `The first line that the credential command “${programOf(command)}” printed is not a key: a key is one word of plain characters.`,
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
  const it = `The credential command “${programOf(command)}”`;
  if (code === 'ENOENT')
    return `${it} was not found. Write its whole path into the setting ${Setting.credentialCommands}.`;
  if (code === 'EINVAL' && /\.(cmd|bat)$/i.test(command[0]))
    return `${it} is a batch file, which needs a shell and is not run. Name the program that it starts.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EINVAL') return `${it} cannot be run.`;
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `${it} printed far more than a key.`;
  if (killed === true)
    return `${it} did not end within ${timeoutMs / 1000} seconds. It may be waiting for you to sign in: do that in a terminal, then try again.`;
  if (typeof code === 'number')
    return `${it} failed with exit code ${code}. Run it in a terminal to see why.`;
  return `${it} ${signal ? `was ended by ${signal}` : 'could not be run'}. Run it in a terminal to see why.`;
}
