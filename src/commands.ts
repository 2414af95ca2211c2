import type * as vscode from 'vscode';
import type { ActiveConnection } from './connections/activeConnection.ts';
import type { ApiClients } from './connections/apiClients.ts';
import { connectionCommands } from './connections/connectionCommands.ts';
import type { ConnectionStore } from './connections/connectionStore.ts';
import { deleteAllSecrets } from './connections/deleteAllSecrets.ts';
import { diagnosisCommands } from './connections/diagnosisCommands.ts';
import type { KeySource } from './connections/keySource.ts';
import { sharingCommands } from './connections/sharingCommands.ts';
import type { Arrangements } from './customers/arrangement.ts';
import { browsingCommands } from './customers/browsingCommands.ts';
import { customerCommands } from './customers/customerCommands.ts';
import { pickTokenOwner } from './customers/customerPrompts.ts';
import type { CustomersTree } from './customers/customersTree.ts';
import type { CustomerStore } from './customers/customerStore.ts';
import { detailsCommands } from './customers/detailsCommands.ts';
import type { Favourites } from './customers/favourites.ts';
import { Command, type CommandId } from './manifest.ts';
import type { CallHistory } from './platform/callHistory.ts';
import type { CommandHandler } from './platform/commands.ts';
import type { Log } from './platform/log.ts';
import type { NetworkSettings } from './platform/network.ts';
import type { Prompts } from './platform/prompts.ts';
import type { Reports } from './platform/reports.ts';
import { openWalkthrough } from './platform/walkthrough.ts';
import { tokenCommands } from './tokens/tokenCommands.ts';
import type { TokenVault } from './tokens/tokenVault.ts';

/** What activation made and commands work with. */
export interface Parts {
  readonly active: ActiveConnection;
  readonly arrangements: Arrangements;
  readonly calls: CallHistory;
  readonly clients: ApiClients;
  readonly connections: ConnectionStore;
  readonly customers: CustomerStore;
  readonly favourites: Favourites;
  readonly extension: vscode.Extension<unknown>;
  readonly keys: KeySource;
  readonly log: Log;
  readonly network: NetworkSettings;
  readonly prompts: Prompts;
  readonly reports: Reports;
  readonly secrets: vscode.SecretStorage;
  readonly tree: CustomersTree;
  readonly vault: TokenVault;
}

/** What each command does. Loaded by the first one that is called, so that activation does without. */
export function commandHandlers(parts: Parts): Record<CommandId, CommandHandler> {
  const {
    active,
    clients,
    connections: store,
    customers,
    extension,
    keys,
    log,
    prompts,
    tree,
    vault,
  } = parts;
  return {
    ...connectionCommands({ store, active, prompts, clients, keys, savedTokens: vault }),
    ...diagnosisCommands({ ...parts, store }),
    ...sharingCommands({ store, active, prompts }),
    ...customerCommands({ active, store: customers, tree, prompts }),
    ...browsingCommands({ ...parts, store: customers }),
    ...detailsCommands(parts),
    ...tokenCommands({
      active,
      vault,
      prompts,
      pickOwner: (row, title) => pickTokenOwner(row, title, { active, store: customers, prompts }),
    }),
    [Command.openWalkthrough]: () => openWalkthrough(extension.id),
    [Command.deleteAllSecrets]: () =>
      deleteAllSecrets({ secrets: parts.secrets, store, prompts, savedTokens: vault }),
    [Command.showLog]: () => {
      log.show();
    },
  };
}
