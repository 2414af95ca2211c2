import { isApiError } from '../api/errors.ts';
import type { PermanentToken, TokenType } from '../api/tokens.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { TokenAuthorization } from '../connections/connection.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { Command } from '../manifest.ts';
import { typeWord } from './tokenWords.ts';

/** Asks the server for a user's token, authorized as the connection says; a refusal of that says what to change. */
export async function fetchToken(
  active: ActiveConnection,
  owner: TokenOwner & { email: string },
  type: TokenType,
  outer: AbortSignal,
): Promise<PermanentToken> {
  const session = active.requireSession();
  const { id, name, tokenAuthorization } = session.connection;
  // A row of a connection that was switched away from must not be asked for at another host.
  if (id !== owner.connectionId)
    throw new UserError(
      t('{0} belongs to another connection than “{1}”. Switch to it first.', owner.name, name),
    );
  const asked = { email: owner.email, type };
  try {
    return tokenAuthorization === 'partnerKey'
      ? await session.withPartnerKey(
          (client, signal) => client.getUserToken({ ...asked, signal }),
          outer,
          'nothing',
        )
      : await session.withCustomerToken(
          owner.customer,
          (client, customerToken, signal) => client.getUserToken({ ...asked, customerToken, signal }),
          outer,
        );
  } catch (error) {
    // Reading the customer's token, which comes first where that one authorizes, fails for reasons of its own.
    if (!isApiError(error) || error.call.credential !== tokenAuthorization) throw error;
    if (error.kind === 'notFound' || error.kind === 'rejected') throw new NoSuchToken(owner, type);
    if (error.kind === 'unauthorized' || error.kind === 'forbidden')
      throw new UserError(refusal(tokenAuthorization), [Command.chooseTokenAuthorization, Command.showLog]);
    throw error;
  }
}

/** A user has no token of the type that was asked for. */
export class NoSuchToken extends UserError {
  constructor({ name }: TokenOwner, type: TokenType) {
    super(
      t(
        "The server has no {0} token for {1}. A member's role decides which type fits: try another.",
        typeWord(type),
        name,
      ),
    );
  }
}

/** Whose credential authorizes this call is UNKNOWN, so a refusal may mean the credential or the choice of it. */
function refusal(authorization: TokenAuthorization): string {
  return authorization === 'customerToken'
    ? t(
        "The server refused to give this token to the customer's own token. That one may have been regenerated: try again. If it is refused again, your host may want the partner key for this: change what authorizes member tokens.",
      )
    : t(
        "The server refused to give this token to the partner key. Your host may want the customer's own token for this: change what authorizes member tokens.",
      );
}
