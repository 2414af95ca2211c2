import type { SecretStorage } from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { Prompts } from '../platform/prompts.ts';
import { listSecrets } from '../platform/secrets.ts';
import { partOf } from './connectionSecrets.ts';
import type { ConnectionStore } from './connectionStore.ts';

export interface DeleteAllSecretsOptions {
  readonly secrets: SecretStorage;
  readonly store: ConnectionStore;
  readonly prompts: Prompts;
  readonly savedTokens: {
    /** How many there are, by the names of all secrets where those are known. */
    total(entries: readonly string[] | undefined): number;
    deleteAll(): Promise<void>;
  };
}

/**
 * Asks, and deletes every secret of this extension, also those that no row names, and what is remembered of them.
 * Uninstalling does not.
 */
export async function deleteAllSecrets(options: DeleteAllSecretsOptions): Promise<void> {
  const { secrets, store, prompts, savedTokens } = options;
  const entries = await listSecrets(secrets);
  const connections = store.all();
  const keys = entries
    ? entries.filter((entry) => partOf(entry)?.part === 'key').length
    : connections.filter(({ kind }) => kind === 'remote').length;
  const tokens = savedTokens.total(entries);
  if (connections.length + tokens + (entries?.length ?? 0) === 0) {
    await prompts.info(t('No secret is stored, and there is no connection.'));
    return;
  }
  const production = connections.filter(({ label }) => label === 'production').map(({ name }) => `“${name}”`);
  const detail = [
    t(
      'This deletes from this computer: {0}, {1}, {2}.',
      countKeys(keys),
      countTokens(tokens),
      countConnections(connections.length),
    ),
    production.length > 0 && t('For production: {0}.', production.join(', ')),
    t('It cannot be undone. Nothing changes on the server. Reload other windows of VS Code afterwards.'),
  ];
  const sure = await prompts.confirm(
    t('Delete all secrets that Partner Console has stored?'),
    detail.filter(Boolean).join(' '),
    t('Delete All'),
  );
  if (!sure) return;
  await savedTokens.deleteAll();
  await store.deleteAll();
  for (const entry of (await listSecrets(secrets)) ?? []) await secrets.delete(entry);
  const left = (await listSecrets(secrets))?.length ?? 0;
  if (left > 0)
    throw new UserError(
      left === 1
        ? t("VS Code's secret storage kept 1 entry. Try again.")
        : t("VS Code's secret storage kept {0} entries. Try again.", left),
    );
  void prompts.info(t('All stored secrets are deleted.'));
}

function countKeys(keys: number): string {
  if (keys === 0) return t('no partner keys');
  return keys === 1 ? t('1 partner key') : t('{0} partner keys', keys);
}

function countTokens(tokens: number): string {
  if (tokens === 0) return t('no saved tokens');
  return tokens === 1 ? t('1 saved token') : t('{0} saved tokens', tokens);
}

function countConnections(connections: number): string {
  if (connections === 0) return t('no connections');
  return connections === 1 ? t('1 connection') : t('{0} connections', connections);
}
