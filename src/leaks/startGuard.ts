import type { SecretStorage } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { TokenVault } from '../tokens/tokenVault.ts';
import type { IgnoredLeaks } from './ignoredLeaks.ts';

export interface StartGuardOptions {
  readonly connections: ConnectionStore;
  readonly vault: TokenVault;
  readonly secrets: SecretStorage;
  readonly ignored: IgnoredLeaks;
  readonly isOn: () => boolean;
  readonly onDidChangeSettings: Event<unknown>;
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds that a window gets to settle first: the guard reads secrets, and no start should wait for that. */
const SETTLING = 1_000;

/** Loads the leak guard while there is a connection, whose credentials could leak, and the user has not switched it off. */
export function startGuard(options: StartGuardOptions): Disposable {
  const { connections, vault, isOn, onDidChangeSettings, onFailure } = options;
  const resources = new DisposableStore();
  let guard: DisposableStore | undefined;
  const adapt = (): void => {
    const isWanted = isOn() && connections.all().length > 0;
    if (isWanted === (guard !== undefined)) return;
    guard?.dispose();
    guard = isWanted ? resources.add(new DisposableStore()) : undefined;
    if (guard) load(guard).catch(onFailure);
  };
  const load = async (owner: DisposableStore): Promise<void> => {
    const [{ LeakGuard }, { eachSecret }] = await Promise.all([
      import('./leakGuard.ts'),
      import('./guardedSecrets.ts'),
    ]);
    if (owner !== guard) return;
    owner.add(
      new LeakGuard({
        ...options,
        eachSecret: (look) => eachSecret(options, look),
        onDidChangeSecrets: [connections.onDidChange, vault.onDidChange],
      }),
    );
  };
  const timer = setTimeout(() => {
    adapt();
    resources.add(connections.onDidChange(adapt));
    resources.add(onDidChangeSettings(adapt));
  }, SETTLING);
  resources.add({
    dispose: () => {
      clearTimeout(timer);
    },
  });
  return resources;
}
