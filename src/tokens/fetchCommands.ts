import type { PermanentToken, TokenType } from '../api/tokens.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { withConsent } from '../connections/tokenConsent.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import { deliverToken } from './deliverToken.ts';
import { fetchToken, NoSuchToken } from './fetchToken.ts';
import type { LearnedTypes } from './learnedTypes.ts';
import { OneFetch } from './oneFetch.ts';
import type { SavedTokens } from './savedTokens.ts';
import { sameOwner, type Described, type StoredToken } from './storedToken.ts';
import {
  askForDestination,
  askForType,
  askWhetherToFetch,
  confirmFetchingAgain,
  confirmInactive,
  type Destination,
} from './tokenPrompts.ts';

export interface FetchCommandsOptions {
  readonly active: ActiveConnection;
  readonly saved: SavedTokens;
  readonly learned: LearnedTypes;
  /** Whose token: the row's that a command was called on, else the user's answer. Undefined when dismissed. */
  readonly pickOwner: (row: unknown, title: string) => Promise<TokenOwner | undefined>;
}

type OwnerWithEmail = TokenOwner & { readonly email: string };

/** The commands that fetch tokens: on an explicit act and one at a time only, since a fetch may mint a new token. */
export function fetchCommands({ active, saved, learned, pickOwner }: FetchCommandsOptions) {
  const { prompts, vault, activity } = saved;
  const oneFetch = new OneFetch();

  const fetchTo = async (row: unknown, title: string, destination?: Destination): Promise<void> => {
    const owner = await pickOwner(row, title);
    if (!owner) return;
    const { email, name } = owner;
    if (!email) throw new UserError(t('{0} has no e-mail address, which fetching a token needs.', name));
    const whose = t('{0}: {1}', title, name);
    await saved.recover();
    const kept = vault.meantBy(owner).filter(({ id }) => !vault.isLost(id));
    const chosen = kept.length > 0 ? await askWhetherToFetch(prompts, whose, kept) : 'fetch';
    if (chosen !== 'fetch') {
      if (chosen) await saved.copy(chosen);
      return;
    }
    oneFetch.assertFree();
    // Of a customer the type is known.
    const type = owner.kind === 'customer' ? 'CUSTOMER' : await typeFor(owner, whose);
    const where = type && (destination ?? (await askForDestination(prompts, whose)));
    if (where) await fetchFor({ ...owner, email }, type, where, whose);
  };

  const typeFor = (owner: TokenOwner, title: string): Promise<TokenType | undefined> =>
    askForType(prompts, title, owner, learned.typeOf(owner.connectionId, owner.roleId));

  const fetchFor = async (
    owner: OwnerWithEmail,
    type: TokenType,
    where: Destination,
    title: string,
  ): Promise<void> => {
    let token: PermanentToken | undefined;
    try {
      token = await authorized(owner, () =>
        prompts.progress(t('Fetching the token of {0}…', owner.name), (signal) =>
          oneFetch.run(owner.name, () => fetchToken(active, owner, type, signal)),
        ),
      );
    } catch (error) {
      if (!(error instanceof NoSuchToken)) throw error;
      const again = await prompts.error(error.message, t('Try Another Type…'));
      const another = again && (await typeFor(owner, title));
      if (another) await fetchFor(owner, another, where, title);
      return;
    }
    if (token) await fetched(owner, type, token, where);
  };

  /** Where a customer's token authorizes this, that one may have to be asked for as well. */
  const authorized = <T>(
    { connectionId, customer }: OwnerWithEmail,
    work: () => Promise<T>,
  ): Promise<T | undefined> => {
    const session = active.requireSession();
    const { id, tokenAuthorization } = session.connection;
    const authorizing = id === connectionId && tokenAuthorization === 'customerToken' ? [customer] : [];
    return withConsent(session, authorizing, prompts, work);
  };

  const fetched = async (
    owner: OwnerWithEmail,
    type: TokenType,
    { key, active: isActive }: PermanentToken,
    where: Destination,
  ): Promise<void> => {
    const row = { ...describe(owner, type), active: isActive };
    void activity.record('fetched', row);
    const replaced = await differsFromSaved(row, key);
    if (isActive || (await confirmInactive(prompts, owner, where))) {
      const notes = [
        replaced &&
          t('It is another one: the one that was saved was replaced here, and may not work any more.'),
        !isActive && t('It is not active: the server will not accept it.'),
      ];
      const note = notes.filter(Boolean).join(' ');
      await deliverToken(saved, { row, value: key, note }, where);
      // Whoever has the old one saved wants to have the one that works.
      if (replaced && where === 'clipboard') await saved.keep(row, key);
    }
    // Last: should this fail, the token is where it was wanted.
    setContextKey('hasFetchedToken', true);
    await learned.learn(owner.connectionId, owner.roleId, type);
  };

  /** False also where the saved one cannot be read: that must not hold up the one that was fetched. */
  const differsFromSaved = async (row: Omit<Described, 'id'>, value: string): Promise<boolean> => {
    const before = vault.all(row.connectionId).find((each) => sameOwner(each, row));
    const old = before && (await vault.read(before.id).catch(() => undefined));
    return old !== undefined && old !== value;
  };

  return {
    [Command.fetchToken]: (row) => fetchTo(row, t('Fetch Token')),
    [Command.fetchAndCopyToken]: (row) => fetchTo(row, t('Fetch Token to Clipboard'), 'clipboard'),
    [Command.fetchAndSaveToken]: (row) => fetchTo(row, t('Fetch Token into Secret Storage'), 'vault'),
    async [Command.fetchTokenAgain](row) {
      const title = t('Fetch Token Again');
      const kept = await saved.pick(row, title);
      if (!kept) return;
      oneFetch.assertFree();
      if (!(await confirmFetchingAgain(prompts, kept, saved.productionOf(kept)))) return;
      await fetchFor(ownerOf(kept), kept.type, 'vault', t('{0}: {1}', title, kept.userName));
    },
  } satisfies CommandHandlers;
}

function describe(owner: OwnerWithEmail, type: TokenType): Omit<Described, 'id' | 'active'> {
  return {
    connectionId: owner.connectionId,
    customerId: owner.customer.id,
    customerName: owner.customer.name,
    userId: owner.id,
    userName: owner.name,
    email: owner.email,
    type,
    savedAt: new Date().toISOString(),
  };
}

function ownerOf(row: StoredToken): OwnerWithEmail {
  const { connectionId, customerId, customerName, userId, userName, email } = row;
  return {
    connectionId,
    customer: { id: customerId, name: customerName },
    kind: userId === customerId ? 'customer' : 'member',
    id: userId,
    name: userName,
    email,
  };
}
