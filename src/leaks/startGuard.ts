import type { Memento, SecretStorage, TextDocument } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { Keyring } from '../platform/keyring.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { TokenVault } from '../tokens/tokenVault.ts';
import { eachSecret } from './guardedSecrets.ts';
import type { LeakGuard } from './leakGuard.ts';

export interface StartGuardOptions {
  readonly connections: ConnectionStore;
  readonly keyring: Keyring;
  readonly vault: TokenVault;
  readonly secrets: SecretStorage;
  readonly workspace: Memento;
  readonly presentation: Presentation;
  readonly isOn: () => boolean;
  readonly onDidChangeSettings: Event<unknown>;
  readonly onFailure: (error: unknown) => void;
}

export interface GuardStart extends Disposable {
  /** Marks a value in one file no more. */
  ignore(document: TextDocument, value: string): Promise<void>;
}

/** Milliseconds that a window gets to settle first: the guard reads secrets, and no start should wait for that. */
const SETTLING = 1_000;

/** Loads the leak guard while there is a connection, whose credentials could leak, and the user has not switched it off. */
export function startGuard(options: StartGuardOptions): GuardStart {
  const { connections, vault, isOn, onDidChangeSettings, onFailure } = options;
  const resources = new DisposableStore();
  let guard: Promise<LeakGuard> | undefined;
  const load = async (): Promise<LeakGuard> => {
    const { LeakGuard } = await import('./leakGuard.ts');
    return new LeakGuard({
      ...options,
      eachSecret: (look) => eachSecret(options, look),
      onDidChangeSecrets: [connections.onDidChange, vault.onDidChange],
    });
  };
  const set = (isWanted: boolean): void => {
    if (isWanted === (guard !== undefined)) return;
    guard?.then((loaded) => {
      loaded.dispose();
    }, onFailure);
    guard = isWanted ? load() : undefined;
    guard?.catch(onFailure);
  };
  const adapt = (): void => {
    set(isOn() && connections.all().length > 0);
  };
  const timer = setTimeout(() => {
    adapt();
    resources.add(connections.onDidChange(adapt));
    resources.add(onDidChangeSettings(adapt));
  }, SETTLING);
  return {
    async ignore(document, value) {
      await (await guard)?.ignore(document, value);
    },
    dispose() {
      clearTimeout(timer);
      resources.dispose();
      set(false);
    },
  };
}
