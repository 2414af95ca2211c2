import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { UserError } from '../base/userError.ts';
import { Command, View, type CommandId } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import type { ActiveConnection } from './activeConnection.ts';
import type { Connection, TokenAuthorization } from './connection.ts';
import { askForHost, askForKey, askForName } from './connectionPrompts.ts';
import type { ApiClients } from './apiClients.ts';
import type { ConnectionStore } from './connectionStore.ts';

export interface ConnectionCommandsOptions {
  readonly store: ConnectionStore;
  readonly active: ActiveConnection;
  readonly prompts: Prompts;
  readonly clients: ApiClients;
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
  savedTokens,
}: ConnectionCommandsOptions): CommandHandlers {
  const focusView = () => vscode.commands.executeCommand(`${View.customers}.focus`);

  const open = async (connection: Connection): Promise<void> => {
    await active.switchTo(connection.id);
    await focusView();
  };

  const activeRemote = (): Connection => {
    const { connection } = active.requireSession();
    if (connection.kind === 'remote') return connection;
    throw new UserError('Sample data needs no key. Add a connection to use one of yours.', [
      Command.addConnection,
    ]);
  };

  return {
    async [Command.addConnection]() {
      const host = await askForHost(prompts);
      const name = host && (await askForName(prompts, 'Add Connection', unusedName(store, host.name)));
      const key = name && (await askForKey(prompts, `Add Connection: ${name}`, host.origin, clients));
      if (!key) return;
      const connection = newConnection({ name, origin: host.origin, kind: 'remote' });
      await store.add(connection, key);
      await open(connection);
    },

    async [Command.addSample]() {
      const existing = store.all().find(({ kind }) => kind === 'sample');
      const connection = existing ?? newConnection({ name: 'Sample Data', origin: '', kind: 'sample' });
      if (!existing) await store.add(connection, '');
      await open(connection);
    },

    async [Command.switchConnection]() {
      const current = active.requireSession().connection.id;
      const question = { title: 'Switch Connection', placeholder: 'Which connection to use in this window?' };
      const picked = await prompts.pick<Connection | 'add'>(question, [
        ...store.all().map((connection) => ({
          label: `$(${connection.id === current ? 'check' : 'blank'}) ${connection.name}`,
          description: hostOf(connection),
          value: connection,
        })),
        { label: '$(add) Add Connection…', value: 'add' },
      ]);
      if (picked === 'add') await vscode.commands.executeCommand(Command.addConnection);
      else if (picked) await open(picked);
    },

    async [Command.renameConnection]() {
      const { id, name: old } = active.requireSession().connection;
      const name = await askForName(prompts, 'Rename Connection', old);
      if (name) await store.update(id, { name });
    },

    async [Command.replaceKey]() {
      const connection = activeRemote();
      const key = await askForKey(
        prompts,
        `Replace Partner Key: ${connection.name}`,
        connection.origin,
        clients,
      );
      if (!key) return;
      await store.replaceKey(connection, key);
      await focusView();
    },

    async [Command.chooseTokenAuthorization]() {
      const { id, name, tokenAuthorization } = active.requireSession().connection;
      const choice = (
        value: TokenAuthorization,
        label: string,
        detail: string,
      ): Choice<TokenAuthorization> => ({
        label,
        detail,
        description: value === tokenAuthorization ? 'in use' : undefined,
        value,
      });
      const question = {
        title: `What Authorizes Member Tokens: ${name}`,
        placeholder: 'The service does not document it: change it if fetching is refused',
      };
      const picked = await prompts.pick(question, [
        choice(
          'customerToken',
          "The customer's token",
          "Fetching a member's token is asked for in the name of the customer it belongs to",
        ),
        choice(
          'partnerKey',
          'The partner key',
          "Fetching a member's token is asked for in the name of the partner",
        ),
      ]);
      if (picked) await store.update(id, { tokenAuthorization: picked });
    },

    async [Command.removeConnection]() {
      const { id, name, kind } = active.requireSession().connection;
      const saved = savedTokens.count(id);
      const goes = [
        kind === 'remote' && 'its partner key',
        saved > 0 && (saved === 1 ? 'its saved token' : `its ${saved} saved tokens`),
      ].filter(Boolean);
      const detail =
        goes.length > 0
          ? `This deletes ${goes.join(' and ')} from this computer. Nothing changes on the server.`
          : 'Nothing changes on the server.';
      if (!(await prompts.confirm(`Remove the connection “${name}”?`, detail, 'Remove'))) return;
      await savedTokens.forgetAll(id);
      await store.remove(id);
    },

    async [Command.showActions]() {
      const { state, session } = active;
      const kind = session?.connection.kind;
      const question = { title: session?.connection.name ?? 'Partner Console', placeholder: 'What to do?' };
      const command = await prompts.pick(question, actionsFor(state, kind));
      if (command) await vscode.commands.executeCommand(command);
    },
  };
}

function actionsFor(
  state: ActiveConnection['state'],
  kind: Connection['kind'] | undefined,
): Choice<CommandId>[] {
  const action = (value: CommandId, icon: string, label: string): Choice<CommandId> => ({
    label: `$(${icon}) ${label}`,
    value,
  });
  const add = [
    action(Command.addConnection, 'add', 'Add Connection…'),
    action(Command.addSample, 'beaker', 'Try with Sample Data'),
  ];
  const log = action(Command.showLog, 'output', 'Show Log');
  if (state === 'none') return [...add, log];

  const replaceKey = kind === 'remote' ? [action(Command.replaceKey, 'key', 'Replace Partner Key…')] : [];
  const change = [
    action(Command.switchConnection, 'arrow-swap', 'Switch Connection…'),
    action(Command.renameConnection, 'edit', 'Rename Connection…'),
    action(Command.removeConnection, 'trash', 'Remove Connection…'),
    log,
  ];
  if (state === 'keyRejected' || state === 'keyMissing') return [...replaceKey, ...change];
  if (state === 'unreachable' || state === 'untrusted' || state === 'proxyFailed')
    return [action(Command.refreshCustomers, 'refresh', 'Try Again'), ...change];
  return [
    action(Command.fetchToken, 'key', 'Fetch Token…'),
    action(Command.copySavedToken, 'copy', 'Copy Saved Token…'),
    action(Command.searchMembers, 'search', 'Search Team Members…'),
    action(Command.refreshCustomers, 'refresh', 'Refresh Customers'),
    ...replaceKey,
    ...change,
  ];
}

function newConnection(given: Pick<Connection, 'name' | 'origin' | 'kind'>): Connection {
  return { ...given, id: randomUUID(), tokenAuthorization: 'customerToken' };
}

/** A proposal only: names may repeat, but two of the same are hard to tell apart. */
function unusedName(store: ConnectionStore, name: string): string {
  const used = new Set(store.all().map((connection) => connection.name));
  for (let n = 1; ; n += 1) {
    const proposal = n === 1 ? name : `${name} ${n}`;
    if (!used.has(proposal)) return proposal;
  }
}

function hostOf({ kind, origin }: Connection): string {
  return kind === 'sample' ? 'made-up customers on this machine' : new URL(origin).host;
}
