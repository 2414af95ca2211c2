import type { Memento, SecretStorage } from 'vscode';
import type { DisposableStore } from '../base/disposable.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { Log } from '../platform/log.ts';
import type { Presentation } from '../platform/presentation.ts';
import { lazyTokensTree } from './lazyTokensTree.ts';
import { learnSavedTokens } from './learnSavedTokens.ts';
import { TokenVault } from './tokenVault.ts';

export interface StartTokensOptions {
  readonly active: ActiveConnection;
  readonly connections: ConnectionStore;
  readonly globalState: Memento;
  readonly secrets: SecretStorage;
  readonly log: Log;
  readonly presentation: Presentation;
  readonly resources: DisposableStore;
}

/** Makes what keeps the saved tokens, and their view. Reads no secret until that shows. */
export function startTokens(options: StartTokensOptions): TokenVault {
  const { active, connections, log, presentation, resources } = options;
  const vault = resources.add(new TokenVault(options.globalState, options.secrets));
  resources.add(learnSavedTokens(vault, presentation));
  resources.add(
    connections.onDidChange(({ id, what }) => {
      // In whichever window it was removed: what this one has saved for it goes as well.
      if (what === 'removed') vault.forgetAll(id).catch(log.failure.bind(log, 'removal'));
    }),
  );
  resources.add(lazyTokensTree(vault, connections, active, presentation));
  return vault;
}
