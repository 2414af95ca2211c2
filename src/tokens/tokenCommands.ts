import * as vscode from 'vscode';
import type { PermanentToken, TokenType } from '../api/tokens.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { inQuestion } from '../connections/connectionMarks.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { mayFetchToken } from '../connections/tokenConsent.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { Prompts } from '../platform/prompts.ts';
import { fetchToken, NoSuchToken } from './fetchToken.ts';
import { typeLabel, type StoredToken } from './storedToken.ts';
import { askForDestination, askForType, confirmInactive, type Destination } from './tokenPrompts.ts';
import type { TokenVault } from './tokenVault.ts';

export interface TokenCommandsOptions {
  readonly active: ActiveConnection;
  readonly vault: TokenVault;
  readonly prompts: Prompts;
  /** Whose token: the row's that a command was called on, else the user's answer. Undefined when dismissed. */
  readonly pickOwner: (row: unknown, title: string) => Promise<TokenOwner | undefined>;
}

/** The commands that fetch, keep and use tokens. A token is fetched on an explicit act only, since that may mint one. */
export function tokenCommands({ active, vault, prompts, pickOwner }: TokenCommandsOptions) {
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
    const session = active.requireSession();
    const needsCustomer = session.connection.tokenAuthorization === 'customerToken';
    if (needsCustomer && !(await mayFetchToken(session, owner.customer, prompts))) return;
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
      void prompts.info(`Copied ${theToken(name, type)} to the clipboard.${inactiveNote(token.active)}`);
    } else {
      const saved = await vault.save({ ...describe(owner, email, type), active: token.active }, token.key);
      void offerCopy(saved);
    }
    setContextKey('hasFetchedToken', true);
  };

  const copySaved = async (saved: StoredToken): Promise<void> => {
    const value = await vault.read(saved.id);
    if (value === undefined) {
      throw new UserError(
        `The value of ${theToken(saved.userName, saved.type)} is not in the secret storage any more. Fetch it again to save it anew, or forget it.`,
        [Command.fetchToken, Command.forgetToken],
      );
    }
    await vscode.env.clipboard.writeText(value);
    void prompts.info(
      `Copied ${theToken(saved.userName, saved.type)} to the clipboard.${inactiveNote(saved.active)}`,
    );
  };

  const offerCopy = async (saved: StoredToken): Promise<void> => {
    const message = `Saved ${theToken(saved.userName, saved.type)} in the secret storage.${inactiveNote(saved.active)}`;
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
      const { connection } = active.requireSession();
      const where = connection.label === 'production' ? ` on ${inQuestion(connection)}` : '';
      const question = `Forget ${theToken(saved.userName, saved.type)}${where}?`;
      if (
        !(await prompts.confirm(
          question,
          'It is deleted from the secret storage. It stays valid on the server.',
          'Forget',
        ))
      )
        return;
      await vault.forget(saved.id);
      void prompts.info(`Forgot ${theToken(saved.userName, saved.type)}.`);
    },
  } satisfies CommandHandlers;
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

/** Names a token in the middle of a sentence. */
function theToken(name: string, type: TokenType): string {
  return `the ${typeLabel(type).toLowerCase()} token of ${name}`;
}

function inactiveNote(active: boolean): string {
  return active ? '' : ' It is not active: the server will not accept it.';
}
