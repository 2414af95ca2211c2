import { t } from '../base/l10n.ts';
import { UserWarning } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { Connection } from './connection.ts';
import type { ConnectionStore } from './connectionStore.ts';

/** Has a connection remember that fetching a customer's token has replaced it, and tells what follows from that. */
export async function rememberReplacedToken(
  { id, name }: Connection,
  customer: { readonly name: string },
  { store, tell }: { readonly store: ConnectionStore; readonly tell: (news: Error) => Promise<void> },
): Promise<void> {
  const news = t(
    "{0} has another token than the last time: fetching one may replace it. From now on “{1}” fetches a customer's token only after asking. If somebody renewed the token by hand, edit the connection to fetch when needed again.",
    customer.name,
    name,
  );
  await Promise.all([
    tell(new UserWarning(news, [Command.editConnection])),
    store.update(id, { tokenFetches: 'afterAsking' }),
  ]);
}
