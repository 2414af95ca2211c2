import { t } from '../base/l10n.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Connection } from './connection.ts';
import type { ConnectionStore } from './connectionStore.ts';

/** Has a connection remember that fetching a customer's token has replaced it, and tells what follows from that. */
export async function rememberReplacedToken(
  { id, name }: Connection,
  customer: { readonly name: string },
  { store, prompts }: { readonly store: ConnectionStore; readonly prompts: Pick<Prompts, 'info'> },
): Promise<void> {
  void prompts.info(
    t(
      "{0} has another token than the last time: fetching one may replace it. From now on “{1}” fetches a customer's token only after asking. If somebody renewed the token by hand, edit the connection to fetch when needed again.",
      customer.name,
      name,
    ),
  );
  await store.update(id, { tokenFetches: 'afterAsking' });
}
