import type { SecretStorage } from 'vscode';
import { ConnectionSecrets } from '../connections/connectionSecrets.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { TokenVault } from '../tokens/tokenVault.ts';
import type { Guarded } from './leak.ts';

export interface GuardedSecretsOptions {
  readonly connections: Pick<ConnectionStore, 'all'>;
  readonly secrets: SecretStorage;
  readonly vault: Pick<TokenVault, 'all' | 'read'>;
}

/** Shows every partner key and saved token that is kept here, one after the other. Runs no credential command. */
export async function eachSecret(
  { connections, secrets, vault }: GuardedSecretsOptions,
  look: (value: string, what: Guarded) => void,
): Promise<void> {
  const keys = new ConnectionSecrets(secrets);
  for (const { id, kind, name } of connections.all()) {
    const key = kind === 'remote' ? (await keys.readKey(id))?.key : undefined;
    if (key !== undefined) look(key, { kind: 'partnerKey', whose: name });
    for (const token of vault.all(id)) {
      const value = await vault.read(token.id);
      if (value !== undefined) look(value, { kind: 'token', whose: token.userName });
    }
  }
}
