import * as vscode from 'vscode';
import { ActiveConnection } from './connections/activeConnection.ts';
import { ApiClients } from './connections/apiClients.ts';
import { connectionStatusBar } from './connections/connectionStatusBar.ts';
import { ConnectionStore } from './connections/connectionStore.ts';
import { adviseOnKeyring } from './connections/keyringAdvice.ts';
import { KeySource } from './connections/keySource.ts';
import { tellOfRejectedKeys } from './connections/rejectedKey.ts';
import { SampleServer } from './connections/sampleServer.ts';
import { Arrangements } from './customers/arrangement.ts';
import { Favourites } from './customers/favourites.ts';
import type { TokenFingerprints } from './connections/tokenFingerprints.ts';
import { CustomersTree } from './customers/customersTree.ts';
import { CustomerStore } from './customers/customerStore.ts';
import { DisposableStore } from './base/disposable.ts';
import { startGuard } from './leaks/startGuard.ts';
import { Setting } from './manifest.ts';
import { CallHistory } from './platform/callHistory.ts';
import { registerCommands, showError } from './platform/commands.ts';
import { Keyring } from './platform/keyring.ts';
import { Log } from './platform/log.ts';
import { NetworkSettings } from './platform/network.ts';
import { vscodePrompts, type Prompts } from './platform/prompts.ts';
import { userSetting } from './platform/userSetting.ts';
import { vscodeRun } from './platform/vscodeRun.ts';
import { Reports } from './platform/reports.ts';
import { lazyTokensTree } from './tokens/lazyTokensTree.ts';
import { TokenVault } from './tokens/tokenVault.ts';

/** What an extension test gets from `activate`: VS Code under test answers no dialogs, so it brings its own prompts. */
export interface TestAccess {
  readonly context: vscode.ExtensionContext;
  readonly prompts: Prompts;
}

/** What takes a moment at the end of a window, such as clearing the clipboard. */
const lastSteps = new Set<() => Promise<void>>();

export async function deactivate(): Promise<void> {
  await Promise.allSettled([...lastSteps].map((step) => step()));
}

/** Makes every object and hands each what it needs. No network, no secret, no HTTP library until the view opens. */
export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  const resources = new DisposableStore();
  context.subscriptions.push(resources);
  const { globalState, workspaceState, secrets, extension } = context;

  const log = new Log(resources.add(vscode.window.createOutputChannel('Partner Console', { log: true })));
  const prompts = vscodePrompts();

  const network = resources.add(new NetworkSettings(extension));
  const networkFor = network.forOrigin.bind(network);
  const calls = new CallHistory();
  const clients = new ApiClients({
    networkFor,
    onCall(record) {
      log.call(record);
      calls.add(record);
    },
  });
  const sample = resources.add(new SampleServer());
  const desktop = process.platform === 'linux' ? 'linux' : 'other';
  const place = vscode.env.uiKind === vscode.UIKind.Web ? 'browser' : desktop;
  const keyring = new Keyring(globalState, secrets, vscodeRun(vscode.env.sessionId, place));
  const connections = resources.add(new ConnectionStore(globalState, secrets, keyring));
  const keys = new KeySource({
    store: connections,
    setting: () => userSetting(Setting.credentialCommands, context.extension),
  });
  let tokens: Promise<TokenFingerprints> | undefined;
  const fingerprints = () =>
    (tokens ??= import('./connections/tokenFingerprints.ts').then(
      ({ TokenFingerprints }) => new TokenFingerprints(globalState, secrets),
    ));
  const active = resources.add(
    new ActiveConnection({
      store: connections,
      workspace: workspaceState,
      openSample: () => sample.open(),
      clients,
      keys,
      keyring,
      onTokenReplaced(connection, customer) {
        import('./connections/replacedToken.ts')
          .then(({ rememberReplacedToken }) =>
            rememberReplacedToken(connection, customer, { store: connections, prompts }),
          )
          .catch(log.failure.bind(log, 'replaced token'));
      },
      tokens: { isAnother: async (...token) => (await fingerprints()).isAnother(...token) },
    }),
  );
  resources.add(adviseOnKeyring({ active, keyring, prompts, place }));
  const vault = resources.add(new TokenVault(globalState, secrets));
  const arrangements = new Arrangements(workspaceState);
  const favourites = new Favourites(globalState);
  resources.add(
    connections.onDidChange(({ id, what }) => {
      if (what === 'removed') favourites.forget(id).catch(log.failure.bind(log, 'removal'));
      // In whichever window it was removed: what this one has saved for it goes as well.
      if (what !== 'removed') return;
      vault.forgetAll(id).catch(log.failure.bind(log, 'removal'));
      fingerprints()
        .then((known) => known.forget(id))
        .catch(log.failure.bind(log, 'removal'));
    }),
  );
  const customers = resources.add(
    new CustomerStore({
      ...{ active, arrangements, favourites },
      paging: () => (userSetting(Setting.paging, extension) === 'pages' ? 'pages' : 'loadMore'),
      onFailure: log.failure.bind(log, 'customers'),
    }),
  );
  resources.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(Setting.paging)) customers.restart();
    }),
  );
  const tree = resources.add(new CustomersTree(customers, vault, active));
  resources.add(connectionStatusBar(active, vault, keys));
  resources.add(lazyTokensTree(vault, connections, active));

  const guard = resources.add(
    startGuard({
      ...{ connections, vault, secrets, workspace: workspaceState },
      isOn: () => userSetting(Setting.leakGuard, extension) !== false,
      onDidChangeSettings: vscode.workspace.onDidChangeConfiguration,
      onFailure: log.failure.bind(log, 'leak guard'),
    }),
  );

  const parts = {
    ...{ active, calls, clients, connections, customers, extension, keys, log, network, prompts, secrets },
    ...{ arrangements, favourites },
    ...{ globalState, guard, lastSteps, resources, systemClipboard: vscode.env.clipboard },
    ...{ reports: resources.add(new Reports()), tree, vault, workspace: workspaceState },
  };
  const load = async () => (await import('./commands.ts')).commandHandlers(parts);
  const isTold = (error: unknown) => active.session?.fares.rejectedBy(error) ?? false;
  resources.add(registerCommands(load, prompts, log, isTold));
  resources.add(
    tellOfRejectedKeys(active, (rejection) => {
      showError(rejection, prompts).catch(log.failure.bind(log, 'rejected key'));
    }),
  );

  return context.extensionMode === vscode.ExtensionMode.Test ? { context, prompts } : undefined;
}
