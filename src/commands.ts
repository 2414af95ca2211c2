import type * as vscode from 'vscode';
import type { ActiveConnection } from './connections/activeConnection.ts';
import type { ApiClients } from './connections/apiClients.ts';
import { connectionCommands } from './connections/connectionCommands.ts';
import type { ConnectionStore } from './connections/connectionStore.ts';
import { deleteAllSecrets } from './connections/deleteAllSecrets.ts';
import { diagnosisCommands } from './connections/diagnosisCommands.ts';
import type { KeySource } from './connections/keySource.ts';
import { sharingCommands } from './connections/sharingCommands.ts';
import { customerCommands } from './customers/customerCommands.ts';
import { pickTokenOwner } from './customers/customerPrompts.ts';
import { exportCommands } from './customers/exportCommands.ts';
import { customerWriteCommands } from './customers/customerWriteCommands.ts';
import type { CustomersTree } from './customers/customersTree.ts';
import type { CustomerStore } from './customers/customerStore.ts';
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
  readonly calls: CallHistory;
  readonly clients: ApiClients;
  readonly connections: ConnectionStore;
  readonly customers: CustomerStore;
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
    ...exportCommands({ active, store: customers, prompts }),
    ...customerWriteCommands({ active, store: customers, tree, prompts, savedTokens: vault }),
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
