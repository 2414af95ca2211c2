import type * as vscode from 'vscode';
import type { DisposableStore } from './base/disposable.ts';
import type { ActiveConnection } from './connections/activeConnection.ts';
import type { ApiClients } from './connections/apiClients.ts';
import { connectionCommands } from './connections/connectionCommands.ts';
import type { ConnectionStore } from './connections/connectionStore.ts';
import { deleteAllSecrets } from './connections/deleteAllSecrets.ts';
import { diagnosisCommands } from './connections/diagnosisCommands.ts';
import type { KeySource } from './connections/keySource.ts';
import type { TokenOwner } from './connections/tokenOwner.ts';
import { sharingCommands } from './connections/sharingCommands.ts';
import type { Arrangements } from './customers/arrangement.ts';
import { browsingCommands } from './customers/browsingCommands.ts';
import { customerCommands } from './customers/customerCommands.ts';
import { SYSTEM_CLOCK } from './api/clock.ts';
import { findCommands } from './customers/findCommands.ts';
import { pickTokenOwner } from './customers/customerPrompts.ts';
import { exportCommands } from './customers/exportCommands.ts';
import { customerWriteCommands } from './customers/customerWriteCommands.ts';
import type { CustomersTree } from './customers/customersTree.ts';
import type { CustomerStore } from './customers/customerStore.ts';
import { detailsCommands } from './customers/detailsCommands.ts';
import type { Favourites } from './customers/favourites.ts';
import { leakCommands } from './leaks/leakCommands.ts';
import type { GuardStart } from './leaks/startGuard.ts';
import { Command, Setting, type CommandId } from './manifest.ts';
import type { CallHistory } from './platform/callHistory.ts';
import type { CommandHandler } from './platform/commands.ts';
import type { Log } from './platform/log.ts';
import type { NetworkSettings } from './platform/network.ts';
import type { Presentation } from './platform/presentation.ts';
import { presentationCommands } from './platform/presentationCommands.ts';
import type { Prompts } from './platform/prompts.ts';
import type { Reports } from './platform/reports.ts';
import { userSetting } from './platform/userSetting.ts';
import { openWalkthrough } from './platform/walkthrough.ts';
import { clipboardStatusBar } from './tokens/clipboardStatusBar.ts';
import { fetchCommands } from './tokens/fetchCommands.ts';
import { tokenCommands } from './tokens/tokenCommands.ts';
import { tokenTools, type TokenTools } from './tokens/tokenTools.ts';
import type { TokenVault } from './tokens/tokenVault.ts';
import { useCommands } from './tokens/useCommands.ts';

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
  readonly globalState: vscode.Memento;
  readonly guard: GuardStart;
  readonly keys: KeySource;
  /** What is done at the end of the window; VS Code waits a little for it. */
  readonly lastSteps: Set<() => Promise<void>>;
  readonly log: Log;
  readonly network: () => Promise<NetworkSettings>;
  readonly presentation: Presentation;
  readonly prompts: Prompts;
  readonly reports: Reports;
  readonly resources: DisposableStore;
  readonly secrets: vscode.SecretStorage;
  readonly systemClipboard: vscode.Clipboard;
  readonly tree: CustomersTree;
  readonly vault: TokenVault;
  readonly workspace: vscode.Memento;
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
    presentation,
    prompts,
    tree,
    vault,
  } = parts;
  const pickOwner = (row: unknown, title: string): Promise<TokenOwner | undefined> =>
    pickTokenOwner(row, title, { active, store: customers, prompts, presentation });
  const tokens = toolsFor(parts);
  return {
    ...connectionCommands({ store, active, prompts, clients, keys, savedTokens: tokens.saved }),
    ...diagnosisCommands({ ...parts, store }),
    ...sharingCommands({ store, active, prompts }),
    ...customerCommands({ active, store: customers, tree, prompts, presentation }),
    ...browsingCommands({ ...parts, store: customers }),
    ...detailsCommands(parts),
    ...findCommands({
      ...{ active, store: customers, tree, prompts, presentation },
      ...{ connections: store, clock: SYSTEM_CLOCK },
      onFailure: log.failure.bind(log, 'index'),
    }),
    ...exportCommands({ active, store: customers, prompts, presentation }),
    ...customerWriteCommands({ ...parts, store: customers, savedTokens: vault }),
    ...fetchCommands({ ...tokens, active, pickOwner }),
    ...tokenCommands({ ...parts, ...tokens }),
    ...useCommands({ ...parts, ...tokens }),
    ...leakCommands({ ...parts, ...tokens, pickOwner }),
    ...presentationCommands(parts),
    [Command.openWalkthrough]: () => openWalkthrough(extension.id),
    [Command.deleteAllSecrets]: () =>
      deleteAllSecrets({
        ...{ secrets: parts.secrets, store, prompts },
        savedTokens: {
          total: (entries) => vault.total(entries),
          async deleteAll() {
            await vault.deleteAll();
            await tokens.activity.clear();
            await tokens.learned.clear();
          },
        },
      }),
    [Command.showLog]: () => {
      log.show();
    },
  };
}

/** What the commands on tokens share, with the countdown that shows in the status bar. */
function toolsFor({
  extension,
  globalState: memento,
  log,
  resources,
  lastSteps,
  ...parts
}: Parts): TokenTools {
  const tools = tokenTools({
    ...parts,
    memento,
    clearAfter: () => userSetting(Setting.clearClipboardAfter, extension),
    recordActivity: () => userSetting(Setting.activity, extension),
    onFailure: log.failure.bind(log, 'activity'),
  });
  resources.add(tools.clipboard);
  resources.add(clipboardStatusBar(tools.clipboard));
  lastSteps.add(() => tools.clipboard.end());
  return tools;
}
