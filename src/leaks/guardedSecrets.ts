import type { SecretStorage } from 'vscode';
import { ConnectionSecrets } from '../connections/connectionSecrets.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { Keyring } from '../platform/keyring.ts';
import type { TokenVault } from '../tokens/tokenVault.ts';
import type { Guarded } from './leak.ts';

export interface GuardedSecretsOptions {
  readonly connections: Pick<ConnectionStore, 'all' | 'recover'>;
  readonly keyring: Pick<Keyring, 'check'>;
  readonly secrets: SecretStorage;
  readonly vault: Pick<TokenVault, 'all' | 'read' | 'recover'>;
}

/**
 * Shows every partner key and saved token that is kept here, one after the other. Runs no credential command.
 * @throws UserError where the secret storage cannot be read: there may be some
 */
export async function eachSecret(
  { connections, keyring, secrets, vault }: GuardedSecretsOptions,
  look: (value: string, what: Guarded) => void,
): Promise<void> {
  // Before any secret is read: VS Code deletes what it cannot decrypt.
  if ((await keyring.check()) === 'unreadable')
    throw new UserError(t('VS Code cannot decrypt its secrets, so the leak guard does not know them.'));
  // What another window has overwritten is found as well.
  await connections.recover();
  await vault.recover();
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
