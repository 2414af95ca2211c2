import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command, Setting, View } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { ActiveConnection } from './activeConnection.ts';
import { actionsFor } from './connectionActions.ts';
import { DEFAULT_CHOICES, type Connection } from './connection.ts';
import { askForHost, askForKey, askForName, type KeyCommand } from './connectionPrompts.ts';
import type { ApiClients } from './apiClients.ts';
import { hostOf, inQuestion, marksOf } from './connectionMarks.ts';
import { commandOf, programOf } from './credentialCommand.ts';
import type { KeySource, KeyWhereabouts } from './keySource.ts';
import type { ConnectionStore } from './connectionStore.ts';
import { askForEdit, askForNewName, askForTokenAuthorization, type AskForChange } from './editConnection.ts';

export interface ConnectionCommandsOptions {
  readonly store: ConnectionStore;
  readonly active: ActiveConnection;
  readonly prompts: Prompts;
  readonly clients: ApiClients;
  readonly keys: KeySource;
  /** What goes with a connection when it is removed. */
  readonly savedTokens: {
    count(connectionId: string): number;
    forgetAll(connectionId: string): Promise<void>;
  };
}

/** The commands that add, choose and mend connections. */
export function connectionCommands({
  store,
  active,
  prompts,
  clients,
  keys,
  savedTokens,
}: ConnectionCommandsOptions) {
  const focusView = () => vscode.commands.executeCommand(`${View.customers}.focus`);

  const open = async (connection: Connection): Promise<void> => {
    await active.switchTo(connection.id);
    await focusView();
  };

  const activeRemote = (): Connection => {
    const { connection } = active.requireSession();
    if (connection.kind === 'remote') return connection;
    throw new UserError(t('Sample data needs no key. Add a connection to use one of yours.'), [
      Command.addConnection,
    ]);
  };

  const keyCommand = (connection: Pick<Connection, 'origin' | 'name'>): KeyCommand | undefined => {
    const entry = keys.entryFor(connection);
    return (
      entry && {
        about: 'command' in entry ? { program: programOf(entry.command) } : entry,
        run: async () => keys.run(commandOf(entry)),
      }
    );
  };

  const change = async (ask: AskForChange): Promise<void> => {
    const { connection } = active.requireSession();
    const changed = await ask(prompts, connection);
    if (changed) await store.update(connection.id, changed);
  };

  return {
    async [Command.addConnection]() {
      const host = await askForHost(prompts);
      const name = host && (await askForName(prompts, t('Add Connection'), unusedName(store, host.name)));
      if (!name) return;
      const command = keyCommand({ origin: host.origin, name });
      const key = await askForKey(prompts, t('Add Connection: {0}', name), host.origin, clients, command);
      if (key === undefined) return;
      const connection = newConnection({ name, origin: host.origin, kind: 'remote' });
      await store.add(connection, key);
      await open(connection);
    },

    async [Command.addSample]() {
      const existing = store.all().find(({ kind }) => kind === 'sample');
      const connection = existing ?? newConnection({ name: t('Sample Data'), origin: '', kind: 'sample' });
      if (!existing) await store.add(connection, '');
      await open(connection);
    },

    async [Command.switchConnection]() {
      await store.recover();
      const current = active.requireSession().connection.id;
      const question = {
        title: t('Switch Connection'),
        placeholder: t('Which connection to use in this window?'),
      };
      const picked = await prompts.pick<Connection | 'add'>(question, [
        ...store.all().map((connection) => ({
          label: `$(${connection.id === current ? 'check' : 'blank'}) ${connection.name}`,
          description: [...marksOf(connection), hostOf(connection)].join(' · '),
          value: connection,
        })),
        { label: `$(add) ${t('Add Connection…')}`, value: 'add' },
      ]);
      if (picked === 'add') await vscode.commands.executeCommand(Command.addConnection);
      else if (picked) await open(picked);
    },

    [Command.editConnection]: () => change(askForEdit),
    [Command.renameConnection]: () => change(askForNewName),
    [Command.chooseTokenAuthorization]: () => change(askForTokenAuthorization),

    async [Command.replaceKey]() {
      const connection = activeRemote();
      const key = await askForKey(
        prompts,
        t('Update Partner Key: {0}', [connection.name, ...marksOf(connection)].join(' · ')),
        connection.origin,
        clients,
        keyCommand(connection),
      );
      if (key === undefined) return;
      keys.forget(connection.id);
      await store.replaceKey(connection, key);
      await focusView();
    },

    async [Command.removeConnection]() {
      const { connection } = active.requireSession();
      const { id, kind } = connection;
      const saved = savedTokens.count(id);
      const key = kind === 'remote' ? await keys.whereabouts(connection) : 'missing';
      const detail = whatGoes(key, saved);
      if (
        !(await prompts.confirm(t('Remove the connection {0}?', inQuestion(connection)), detail, t('Remove')))
      )
        return;
      await savedTokens.forgetAll(id);
      await store.remove(id);
    },

    async [Command.showActions]() {
      const { state, session } = active;
      const { connection } = session ?? {};
      const title = connection ? [connection.name, ...marksOf(connection)].join(' · ') : 'Partner Console';
      const question = { title, placeholder: t('What to do?') };
      const command = await prompts.pick(question, actionsFor(state, connection?.kind));
      if (command) await vscode.commands.executeCommand(command);
    },
  } satisfies CommandHandlers;
}

/** What a removal deletes and what it leaves, for the question before it. */
function whatGoes(key: KeyWhereabouts, savedTokens: number): string {
  return [
    whatIsDeleted(key === 'stored', savedTokens),
    key === 'command' &&
      t(
        'Its partner key comes from a credential command: it stays where that gets it, and the command stays in the setting {0}.',
        Setting.credentialCommands,
      ),
    t('Nothing changes on the server.'),
  ]
    .filter(Boolean)
    .join(' ');
}

function whatIsDeleted(key: boolean, savedTokens: number): string | undefined {
  if (savedTokens === 0) return key ? t('This deletes its partner key from this computer.') : undefined;
  if (savedTokens === 1)
    return key
      ? t('This deletes its partner key and its saved token from this computer.')
      : t('This deletes its saved token from this computer.');
  return key
    ? t('This deletes its partner key and its {0} saved tokens from this computer.', savedTokens)
    : t('This deletes its {0} saved tokens from this computer.', savedTokens);
}

function newConnection(given: Pick<Connection, 'name' | 'origin' | 'kind'>): Connection {
  return { ...DEFAULT_CHOICES, ...given, id: randomUUID() };
}

/** A proposal only: names may repeat, but two of the same are hard to tell apart. */
function unusedName(store: ConnectionStore, name: string): string {
  const used = new Set(store.all().map((connection) => connection.name));
  for (let n = 1; ; n += 1) {
    const proposal = n === 1 ? name : `${name} ${n}`;
    if (!used.has(proposal)) return proposal;
  }
}
