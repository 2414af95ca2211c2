import type { SecretStorage } from 'vscode';
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
    await prompts.info('No secret is stored, and there is no connection.');
    return;
  }
  const production = connections.filter(({ label }) => label === 'production').map(({ name }) => `“${name}”`);
  const detail = [
    `This deletes ${count(keys, 'partner key')} and ${count(tokens, 'saved token')} from this computer, and ${count(connections.length, 'connection')}`,
    production.length > 0 && `, among them production: ${production.join(', ')}`,
    '. It cannot be undone. Nothing changes on the server. Reload other windows of VS Code afterwards.',
  ];
  const sure = await prompts.confirm(
    'Delete all secrets that Partner Console has stored?',
    detail.filter(Boolean).join(''),
    'Delete All',
  );
  if (!sure) return;
  await savedTokens.deleteAll();
  await store.deleteAll();
  for (const entry of (await listSecrets(secrets)) ?? []) await secrets.delete(entry);
  const left = (await listSecrets(secrets))?.length ?? 0;
  if (left > 0)
    throw new UserError(`VS Code's secret storage kept ${count(left, 'entry', 'entries')}. Try again.`);
  void prompts.info('All stored secrets are deleted.');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? one : many}`;
}
