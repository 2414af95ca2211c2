import * as vscode from 'vscode';
import { isApiError } from '../api/errors.ts';
import type { PermanentToken, TokenType } from '../api/tokens.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { TokenAuthorization } from '../connections/connection.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Prompts } from '../platform/prompts.ts';
import { typeLabel, type StoredToken } from './storedToken.ts';
import type { TokenVault } from './tokenVault.ts';

export interface TokenCommandsOptions {
  readonly active: ActiveConnection;
  readonly vault: TokenVault;
  readonly prompts: Prompts;
  /** Whose token: the row's that a command was called on, else the user's answer. Undefined when dismissed. */
  readonly pickOwner: (row: unknown, title: string) => Promise<TokenOwner | undefined>;
}

type Destination = 'clipboard' | 'vault';

/** The commands that fetch, keep and use tokens. A token is fetched on an explicit act only, since that may mint one. */
export function tokenCommands({ active, vault, prompts, pickOwner }: TokenCommandsOptions): CommandHandlers {
  const fetchTo = async (row: unknown, title: string, destination?: Destination): Promise<void> => {
    const owner = await pickOwner(row, title);
    if (owner) await fetchFor(owner, title, destination);
  };

  const fetchFor = async (owner: TokenOwner, title: string, destination?: Destination): Promise<void> => {
    const { email, name } = owner;
    if (!email) throw new UserError(`${name} has no e-mail address, which fetching a token needs.`);
    const type = await askForType(prompts, `${title}: ${name}`, owner);
    const where = type && (destination ?? (await askForDestination(prompts, `${title}: ${name}`)));
    if (!where) return;
    let token: PermanentToken;
    try {
      token = await prompts.progress(`Fetching the token of ${name}…`, (signal) =>
        fetchToken(active, { ...owner, email }, type, signal),
      );
    } catch (error) {
      if (!(error instanceof NoSuchToken)) throw error;
      if (await prompts.error(error.message, 'Try Another Type…')) await fetchFor(owner, title, where);
      return;
    }
    if (!token.active && !(await confirmInactive(prompts, owner, where))) return;
    if (where === 'clipboard') {
      await vscode.env.clipboard.writeText(token.key);
      void prompts.info(`${whose(name, type)} is on the clipboard.${inactiveNote(token.active)}`);
    } else {
      const saved = await vault.save({ ...describe(owner, email, type), active: token.active }, token.key);
      void offerCopy(saved);
    }
  };

  const copySaved = async (saved: StoredToken): Promise<void> => {
    const value = await vault.read(saved.id);
    if (value === undefined) {
      throw new UserError(
        `The value of ${whose(saved.userName, saved.type)} is not in the secret storage any more. Fetch it again to save it anew, or forget it.`,
        [Command.fetchToken, Command.forgetToken],
      );
    }
    await vscode.env.clipboard.writeText(value);
    void prompts.info(
      `${whose(saved.userName, saved.type)} is on the clipboard.${inactiveNote(saved.active)}`,
    );
  };

  const offerCopy = async (saved: StoredToken): Promise<void> => {
    const message = `${whose(saved.userName, saved.type)} is saved in the secret storage.${inactiveNote(saved.active)}`;
    if ((await prompts.info(message, 'Copy')) === 'Copy')
      await vscode.commands.executeCommand(Command.copySavedToken, saved);
  };

  /** The saved token that a row or an earlier message names, else the user's choice among those of the connection. */
  const pickSaved = async (row: unknown, title: string): Promise<StoredToken | undefined> => {
    const { connection } = active.requireSession();
    const meant = vault.meantBy(row);
    const offered = row === undefined ? vault.all(connection.id) : meant;
    if (offered.length === 0) {
      throw new UserError(
        `No token is saved for “${connection.name}”. Fetch one into the secret storage first.`,
        [Command.fetchAndSaveToken],
      );
    }
    if (meant.length === 1) return meant[0];
    const choices = offered.map((saved) => ({
      label: `$(key) ${saved.userName}`,
      description: `${typeLabel(saved.type)}${saved.active ? '' : ', not active'}`,
      detail: `${saved.email}, ${saved.customerName}, saved ${new Date(saved.savedAt).toLocaleString()}`,
      value: saved,
    }));
    return prompts.pick({ title, placeholder: 'Which saved token?' }, choices);
  };

  return {
    [Command.fetchToken]: (row) => fetchTo(row, 'Fetch Token'),
    [Command.fetchAndCopyToken]: (row) => fetchTo(row, 'Fetch Token to Clipboard', 'clipboard'),
    [Command.fetchAndSaveToken]: (row) => fetchTo(row, 'Fetch Token into Secret Storage', 'vault'),
    async [Command.copySavedToken](row) {
      const saved = await pickSaved(row, 'Copy Saved Token');
      if (saved) await copySaved(saved);
    },
    async [Command.forgetToken](row) {
      const saved = await pickSaved(row, 'Forget Saved Token');
      if (!saved) return;
      const question = `Forget ${whose(saved.userName, saved.type)}?`;
      if (
        !(await prompts.confirm(
          question,
          'It is deleted from the secret storage. It stays valid on the server.',
          'Forget',
        ))
      )
        return;
      await vault.forget(saved.id);
      void prompts.info(`${whose(saved.userName, saved.type)} is forgotten.`);
    },
  };
}

/** Asks the server for a user's token, authorized as the connection says; a refusal of that says what to change. */
async function fetchToken(
  active: ActiveConnection,
  owner: TokenOwner & { email: string },
  type: TokenType,
  outer: AbortSignal,
): Promise<PermanentToken> {
  const session = active.requireSession();
  const { id, name, tokenAuthorization } = session.connection;
  // A row of a connection that was switched away from must not be asked for at another host.
  if (id !== owner.connectionId)
    throw new UserError(`${owner.name} belongs to another connection than “${name}”. Switch to it first.`);
  const asked = { email: owner.email, type };
  try {
    return tokenAuthorization === 'partnerKey'
      ? await session.withPartnerKey((client, signal) => client.getUserToken({ ...asked, signal }), outer, {
          judgesKey: false,
        })
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
      throw new UserError(REFUSED[tokenAuthorization], [Command.chooseTokenAuthorization, Command.showLog]);
    throw error;
  }
}

/** A user has no token of the type that was asked for. */
class NoSuchToken extends UserError {
  constructor({ name }: TokenOwner, type: TokenType) {
    super(
      `The server has no ${typeLabel(type).toLowerCase()} token for ${name}. A member's role decides which type fits: try another.`,
    );
  }
}

/** Whose credential authorizes this call is UNKNOWN, so a refusal may mean the credential or the choice of it. */
const REFUSED: Readonly<Record<TokenAuthorization, string>> = {
  customerToken:
    "The server refused to give this token to the customer's own token. That one may have been regenerated: try again. If it is refused again, your host may want the partner key for this: change what authorizes member tokens.",
  partnerKey:
    "The server refused to give this token to the partner key. Your host may want the customer's own token for this: change what authorizes member tokens.",
};

/** The likeliest first. The list of members does not tell agents from custom users but by an opaque role id. */
async function askForType(
  prompts: Prompts,
  title: string,
  owner: TokenOwner,
): Promise<TokenType | undefined> {
  const agent = {
    label: 'Agent',
    description: 'AGENT',
    detail: 'A team member with the default agent role',
    value: 'AGENT' as const,
  };
  const custom = {
    label: 'Custom user',
    description: 'CUSTOM_USER',
    detail: 'A team member with a custom role',
    value: 'CUSTOM_USER' as const,
  };
  const customer = {
    label: 'Customer',
    description: 'CUSTOMER',
    detail: 'The main customer of the account',
    value: 'CUSTOMER' as const,
  };
  const choices = owner.kind === 'customer' ? [customer, agent, custom] : [agent, custom, customer];
  return prompts.pick<TokenType>({ title, placeholder: 'Which type of user?' }, choices);
}

async function askForDestination(prompts: Prompts, title: string): Promise<Destination | undefined> {
  return prompts.pick<Destination>({ title, placeholder: 'Where to?' }, [
    { label: '$(clippy) Copy to Clipboard', value: 'clipboard' },
    { label: '$(lock) Save in Secret Storage', value: 'vault' },
  ]);
}

function confirmInactive(prompts: Prompts, owner: TokenOwner, where: Destination): Promise<boolean> {
  const action = where === 'clipboard' ? 'Copy Anyway' : 'Save Anyway';
  return prompts.confirm(
    `The token of ${owner.name} is not active.`,
    'The server gave a token but says that it does not accept it. Activate it in the web panel.',
    action,
  );
}

function describe(owner: TokenOwner, email: string, type: TokenType): Omit<StoredToken, 'id' | 'active'> {
  return {
    connectionId: owner.connectionId,
    customerId: owner.customer.id,
    customerName: owner.customer.name,
    userId: owner.id,
    userName: owner.name,
    email,
    type,
    savedAt: new Date().toISOString(),
  };
}

function whose(name: string, type: TokenType): string {
  return `The ${typeLabel(type).toLowerCase()} token of ${name}`;
}

function inactiveNote(active: boolean): string {
  return active ? '' : ' It is not active: the server will not accept it.';
}
