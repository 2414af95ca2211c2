import { isApiError } from '../api/errors.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { ApiClients } from '../connections/apiClients.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { Command } from '../manifest.ts';
import type { StoredToken, TokenCheck } from './storedToken.ts';

export interface VerifyOptions {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly active: Pick<ActiveConnection, 'session'>;
  readonly clients: ApiClients;
}

/**
 * Tries a token with the one call that is known to be opened by a token other than the partner key: the list of a team,
 * narrowed to one address so that the answer is small. The token goes to the host of its own connection and nowhere else.
 * @throws ApiError for what says nothing of the token
 */
export async function verifyToken(
  saved: StoredToken,
  value: string,
  options: VerifyOptions,
  signal: AbortSignal,
): Promise<TokenCheck['verdict']> {
  const client = await options.clients.open(await originOf(saved, options), () =>
    Promise.reject(new UserError(t('The partner key is not needed to verify a token.'))),
  );
  try {
    await client.listTeamMembers({ page: 1, searchText: saved.email, customerToken: value, signal });
    return 'accepted';
  } catch (error) {
    // 400 is documented for a wrong token by one reseller; what else a host answers to one is UNKNOWN.
    if (!isApiError(error) || !['unauthorized', 'forbidden', 'rejected'].includes(error.kind)) throw error;
    const openedBefore =
      saved.type === 'CUSTOMER' || ['accepted', 'rejected'].includes(saved.check?.verdict ?? '');
    return openedBefore ? 'rejected' : 'unclear';
  } finally {
    client.dispose();
  }
}

/** The host of a token's connection, to which alone it may go. */
export async function originOf({ connectionId }: StoredToken, options: VerifyOptions): Promise<string> {
  const connection = options.connections.get(connectionId);
  if (!connection) {
    throw new UserError(
      t(
        'The connection of this token was removed, so there is no host to use it with. Forget it, or add the connection anew.',
      ),
      [Command.forgetToken, Command.addConnection],
    );
  }
  if (connection.kind === 'remote') return connection.origin;
  const { session } = options.active;
  if (session?.connection.id === connectionId) return session.origin();
  throw new UserError(t('“{0}” runs while it is in use. Switch to it first.', connection.name), [
    Command.switchConnection,
  ]);
}
