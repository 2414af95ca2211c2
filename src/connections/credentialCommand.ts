import { basename, isAbsolute } from 'node:path';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command, Setting } from '../manifest.ts';
import { parseOrigin, type Connection } from './connection.ts';

/** A program and its arguments, as they are run: no shell reads them. */
export type CredentialCommand = readonly [program: string, ...args: string[]];

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
  const words: unknown[] = Array.isArray(value) ? value : [];
  const [program, ...args] = words.filter((word) => typeof word === 'string');
  if (program === undefined || program.trim() === '' || args.length !== words.length - 1) {
    return {
      problem: t(
        'In the setting {0}, “{1}” needs a list of texts, the program and then each argument, such as ["op", "read", "op://Work/Key"]. Correct it in your user settings, or enter a key.',
        Setting.credentialCommands,
        key,
      ),
    };
  }
  // A path from here or there would mean another program in another folder.
  if (/[\\/]/.test(program) && !isAbsolute(program)) {
    return {
      problem: t(
        "In the setting {0}, “{1}” needs a program's name or its whole path. Correct it in your user settings, or enter a key.",
        Setting.credentialCommands,
        key,
      ),
    };
  }
  return { command: [program, ...args] };
}

/** What a command is called in a message; its arguments stay out, since they say where secrets are. */
export function programOf([program]: CredentialCommand): string {
  return basename(program);
}
