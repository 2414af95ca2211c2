import type { Extension, Memento, SecretStorage } from 'vscode';
import type { DisposableStore } from '../base/disposable.ts';
import { CallHistory } from '../platform/callHistory.ts';
import { showError } from '../platform/commands.ts';
import type { KeyringPlace } from '../platform/describeKeyring.ts';
import { Keyring } from '../platform/keyring.ts';
import type { Log } from '../platform/log.ts';
import type { NetworkSettings } from '../platform/network.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Prompts } from '../platform/prompts.ts';
import { ActiveConnection } from './activeConnection.ts';
import { ApiClients } from './apiClients.ts';
import { ConnectionStore } from './connectionStore.ts';
import { connectionStatusBar, type SavedTokenCount } from './connectionStatusBar.ts';
import { adviseOnKeyring } from './keyringAdvice.ts';
import { KeySource } from './keySource.ts';
import { tellOfRejectedKeys } from './rejectedKey.ts';
import { SampleServer } from './sampleServer.ts';
import type { TokenFingerprints } from './tokenFingerprints.ts';

export interface StartConnectionsOptions {
  readonly globalState: Memento;
  readonly workspaceState: Memento;
  readonly secrets: SecretStorage;
  /** Which run of VS Code this is, see {@link Keyring}. */
  readonly run: string;
  readonly place: KeyringPlace;
  readonly extension: Extension<unknown>;
  readonly credentialCommands: () => unknown;
  readonly log: Log;
  readonly presentation: Presentation;
  readonly prompts: Prompts;
  readonly resources: DisposableStore;
}

/** Makes what knows the connections, and which is in use. Sends nothing and reads no secret. */
export function startConnections(options: StartConnectionsOptions) {
  const { globalState, workspaceState, secrets, log, presentation, prompts, resources } = options;
  let settings: Promise<NetworkSettings> | undefined;
  const network = () =>
    (settings ??= import('../platform/network.ts').then(({ NetworkSettings }) =>
      resources.add(new NetworkSettings(options.extension)),
    ));
  const calls = new CallHistory();
  const clients = new ApiClients({
    network,
    onCall(record) {
      log.call(record);
      calls.add(record);
    },
  });
  const tell = (news: Error): Promise<void> => showError(news, prompts);
  const sample = resources.add(new SampleServer());
  const keyring = new Keyring(globalState, secrets, options.run);
  const connections = resources.add(new ConnectionStore(globalState, secrets, keyring));
  const keys = new KeySource({ store: connections, setting: options.credentialCommands });
  let tokens: Promise<TokenFingerprints> | undefined;
  const fingerprints = () =>
    (tokens ??= import('./tokenFingerprints.ts').then(
      ({ TokenFingerprints }) => new TokenFingerprints(globalState, secrets),
    ));
  const active = resources.add(
    new ActiveConnection({
      ...{ clients, keys, keyring, store: connections, workspace: workspaceState },
      openSample: () => sample.open(),
      onTokenReplaced(connection, customer) {
        presentation.learn('Customer', customer.name);
        import('./replacedToken.ts')
          .then(({ rememberReplacedToken }) =>
            rememberReplacedToken(connection, customer, { store: connections, tell }),
          )
          .catch(log.failure.bind(log, 'replaced token'));
      },
      tokens: { isAnother: async (...token) => (await fingerprints()).isAnother(...token) },
    }),
  );
  resources.add(
    connections.onDidChange(({ id, what }) => {
      if (what !== 'removed') return;
      fingerprints()
        .then((known) => known.forget(id))
        .catch(log.failure.bind(log, 'removal'));
    }),
  );
  resources.add(
    tellOfRejectedKeys(active, (rejection) => {
      showError(rejection, prompts).catch(log.failure.bind(log, 'rejected key'));
    }),
  );
  resources.add(adviseOnKeyring({ active, keyring, place: options.place, tell }));
  const showStatus = (savedTokens: SavedTokenCount): void => {
    resources.add(connectionStatusBar(active, savedTokens, keys, presentation));
  };
  return { active, calls, clients, connections, keyring, keys, network, showStatus };
}
