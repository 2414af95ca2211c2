import type { PermanentToken, TokenType } from '../api/tokens.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { mayFetchToken } from '../connections/tokenConsent.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { setContextKey } from '../platform/contextKeys.ts';
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
import { theToken } from './tokenWords.ts';

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
    if (!email) throw new UserError(`${name} has no e-mail address, which fetching a token needs.`);
    const whose = `${title}: ${name}`;
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
    if (!(await mayAuthorize(owner))) return;
    let token: PermanentToken;
    try {
      token = await prompts.progress(`Fetching the token of ${owner.name}…`, (signal) =>
        oneFetch.run(owner.name, () => fetchToken(active, owner, type, signal)),
      );
    } catch (error) {
      if (!(error instanceof NoSuchToken)) throw error;
      const again = await prompts.error(error.message, 'Try Another Type…');
      const another = again && (await typeFor(owner, title));
      if (another) await fetchFor(owner, another, where, title);
      return;
    }
    await fetched(owner, type, token, where);
  };

  /** Where a customer's token authorizes this, that one may have to be asked for as well. */
  const mayAuthorize = async ({ connectionId, customer }: OwnerWithEmail): Promise<boolean> => {
    const session = active.requireSession();
    const { id, tokenAuthorization } = session.connection;
    if (id !== connectionId || tokenAuthorization !== 'customerToken') return true;
    return mayFetchToken(session, customer, prompts);
  };

  const fetched = async (
    owner: OwnerWithEmail,
    type: TokenType,
    { key, active: isActive }: PermanentToken,
    where: Destination,
  ): Promise<void> => {
    const row = { ...describe(owner, type), active: isActive };
    await activity.record('fetched', row);
    await learned.learn(owner.connectionId, owner.roleId, type);
    setContextKey('hasFetchedToken', true);
    const before = vault.all(row.connectionId).find((each) => sameOwner(each, row));
    const old = before && (await vault.read(before.id));
    const replaced = old !== undefined && old !== key;
    if (!isActive && !(await confirmInactive(prompts, owner, where))) return;
    const notes = [
      replaced && 'It is a new one: the one that was saved was replaced, and does not work any more.',
      !isActive && 'It is not active: the server will not accept it.',
    ];
    const note = notes.filter(Boolean).join(' ');
    if (where === 'clipboard') {
      await saved.copyValue(row, key, note);
      // Whoever has the old one saved wants to have the one that works.
      if (replaced) await saved.keep(row, key);
    } else {
      const kept = await saved.keep(row, key);
      void offerCopy(kept, note);
    }
  };

  const offerCopy = async (kept: StoredToken, note: string): Promise<void> => {
    const message = `Saved ${theToken(kept)} in the secret storage. ${note}`.trim();
    if ((await prompts.info(message, 'Copy')) === 'Copy') await saved.copy(kept);
  };

  return {
    [Command.fetchToken]: (row) => fetchTo(row, 'Fetch Token'),
    [Command.fetchAndCopyToken]: (row) => fetchTo(row, 'Fetch Token to Clipboard', 'clipboard'),
    [Command.fetchAndSaveToken]: (row) => fetchTo(row, 'Fetch Token into Secret Storage', 'vault'),
    async [Command.fetchTokenAgain](row) {
      const title = 'Fetch Token Again';
      const kept = await saved.pick(row, title);
      if (!kept) return;
      oneFetch.assertFree();
      if (!(await confirmFetchingAgain(prompts, kept, saved.whereOf(kept)))) return;
      await fetchFor(ownerOf(kept), kept.type, 'vault', `${title}: ${kept.userName}`);
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
