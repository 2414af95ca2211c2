import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command, Setting } from '../manifest.ts';
import type { Connection } from './connection.ts';
import type { ConnectionStore } from './connectionStore.ts';
import {
  commandOf,
  findCredentialEntry,
  programOf,
  type CredentialCommand,
  type CredentialEntry,
} from './credentialCommand.ts';

/**
 * Stands in the secret storage where a key would: this connection's comes from its credential command. Never a
 * key, which is not empty. Being there, and bound to the origin, it says that the user chose so: a key that was lost is
 * asked for, and not taken from wherever the setting happens to point.
 */
export const FROM_COMMAND = '';

export interface KeySourceOptions {
  readonly store: Pick<ConnectionStore, 'readKey'>;
  /** The user's own value of the setting, never a folder's. */
  readonly setting: () => unknown;
  readonly run?: (command: CredentialCommand) => Promise<string>;
}

export type KeyWhereabouts = 'stored' | 'command' | 'missing';

type Named = Pick<Connection, 'origin' | 'name'>;

/** Where keys come from: VS Code's secret storage, or a command of the user's. Those are kept in memory only. */
export class KeySource {
  readonly #options: KeySourceOptions;
  readonly #known = new Map<string, { readonly command: CredentialCommand; readonly key: Promise<string> }>();

  constructor(options: KeySourceOptions) {
    this.#options = options;
  }

  /**
   * The key of a connection; undefined when it is lost.
   * @throws UserError when its command gives none.
   */
  async read(connection: Connection): Promise<string | undefined> {
    const key = await this.#options.store.readKey(connection);
    if (key !== FROM_COMMAND) {
      this.forget(connection.id);
      return key;
    }
    const entry = this.entryFor(connection);
    if (!entry) {
      throw new UserError(
        t(
          'The partner key of “{0}” comes from a credential command, and the setting {1} has none for {2}. Add it there, or enter a key.',
          connection.name,
          Setting.credentialCommands,
          connection.origin,
        ),
        [Command.replaceKey],
      );
    }
    return this.#fromCommand(connection.id, commandOf(entry));
  }

  /**
   * Where a connection's key is: in the secret storage, wherever its command gets it, or nowhere. One that cannot be
   * read is taken for stored.
   */
  async whereabouts(connection: Connection): Promise<KeyWhereabouts> {
    const key = await this.#options.store.readKey(connection).catch(() => 'unreadable');
    return key === FROM_COMMAND ? 'command' : key === undefined ? 'missing' : 'stored';
  }

  /** The command that could give a connection's key, or what is wrong with it. */
  entryFor(connection: Named): CredentialEntry | undefined {
    return findCredentialEntry(this.#options.setting(), connection);
  }

  /** Runs a command, whatever is remembered. */
  async run(command: CredentialCommand): Promise<string> {
    // Loaded by the first who needs it, so that activation does without.
    const run = this.#options.run ?? (await import('./runCredentialCommand.ts')).runCredentialCommand;
    return run(command);
  }

  /** The program that a connection's key came from in this session, if one did. */
  programBehind(id: string): string | undefined {
    const command = this.#known.get(id)?.command;
    return command && programOf(command);
  }

  /** Has the command run again at the next use, such as after its key was rejected. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  #fromCommand(id: string, command: CredentialCommand): Promise<string> {
    const known = this.#known.get(id);
    // A setting that changed meanwhile counts at once.
    if (known && JSON.stringify(known.command) === JSON.stringify(command)) return known.key;
    const key = this.run(command);
    const entry = { command, key };
    this.#known.set(id, entry);
    key.catch(() => {
      if (this.#known.get(id) === entry) this.#known.delete(id);
    });
    return key;
  }
}
