import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { inQuestion } from '../connections/connectionMarks.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { Command } from '../manifest.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Activity, TokenSubject } from './activity.ts';
import type { SecretClipboard } from './secretClipboard.ts';
import { sameOwner, type Described, type StoredToken } from './storedToken.ts';
import { confirmDoubtful, confirmReplacing, pickToken } from './tokenPrompts.ts';
import type { TokenVault } from './tokenVault.ts';
import { doubtOf, stateOf, theToken } from './tokenWords.ts';

/** A token that was found in a file: whose it is, by the user's word, and whether it works, nobody knows. */
export type Found = Omit<Described, 'id' | 'active'>;

export interface SavedTokensOptions {
  readonly active: ActiveConnection;
  readonly connections: ConnectionStore;
  readonly vault: TokenVault;
  readonly prompts: Prompts;
  readonly clipboard: SecretClipboard;
  readonly activity: Activity;
}

/** What commands do with tokens that are saved or were just fetched: pick, read, copy, keep. All of it is recorded. */
export class SavedTokens {
  readonly vault: TokenVault;
  readonly prompts: Prompts;
  readonly activity: Activity;
  readonly #options: SavedTokensOptions;

  constructor(options: SavedTokensOptions) {
    this.#options = options;
    this.vault = options.vault;
    this.prompts = options.prompts;
    this.activity = options.activity;
  }

  /** Before rows are relied on; the connections first, since they know how to ask for the first secret. */
  async recover(): Promise<void> {
    await this.#options.active.recover();
    await this.vault.recover();
  }

  /**
   * The saved token that a row or an earlier message names, else the user's choice. Undefined when dismissed.
   * @throws UserError when what the row names is not there any more, or there is none to choose from
   */
  async pick(row: unknown, title: string): Promise<StoredToken | undefined> {
    await this.recover();
    const meant = this.vault.meantBy(row);
    if (meant.length === 1) return meant[0];
    if (row !== undefined && meant.length === 0) {
      throw new UserError(
        t(
          'This token is not saved any more: it was forgotten meanwhile, perhaps in another window. Fetch it again to save it anew.',
        ),
        [Command.fetchAndSaveToken],
      );
    }
    const { connection } = this.#options.active.requireSession();
    const offered = row === undefined ? this.vault.all(connection.id) : meant;
    if (offered.length === 0) {
      throw new UserError(
        t('No token is saved for “{0}”. Fetch one into the secret storage first.', connection.name),
        [Command.fetchAndSaveToken],
      );
    }
    return pickToken(this.prompts, title, offered, (saved) => stateOf(saved, this.vault.isLost(saved.id)));
  }

  /** @throws UserError when the secret storage lost it */
  async read(saved: StoredToken): Promise<string> {
    const value = await this.vault.read(saved.id);
    if (value !== undefined) return value;
    throw new UserError(
      t(
        'The value of {0} is not in the secret storage any more. Fetch it again to save it anew, or forget it.',
        theToken(saved),
      ),
      [Command.fetchToken, Command.forgetToken],
    );
  }

  /** Whose saved token a value is, if it is one. */
  async withValue(value: string): Promise<StoredToken | undefined> {
    for (const token of this.vault.all()) if ((await this.vault.read(token.id)) === value) return token;
    return undefined;
  }

  /** Puts a saved token onto the clipboard; what is wrong with it is said first. */
  async copy(saved: StoredToken): Promise<void> {
    const value = await this.read(saved);
    const state = stateOf(saved, false);
    if (!(await confirmDoubtful(this.prompts, saved, state))) return;
    await this.copyValue(saved, value, state === 'rejected' ? '' : doubtOf(state));
    await this.vault.note(saved.id, { usedAt: new Date().toISOString() });
  }

  async copyValue(
    whose: TokenSubject & Pick<StoredToken, 'userName'>,
    value: string,
    note: string,
  ): Promise<void> {
    const seconds = await this.#options.clipboard.copy(value);
    await this.activity.record('copied', whose);
    void this.prompts.info(`${sayCopied(theToken(whose), seconds)} ${note}`.trim());
  }

  /** @throws UserError when its connection was removed meanwhile, whose tokens went with it */
  async keep(row: Omit<Described, 'id'>, value: string): Promise<StoredToken> {
    if (!this.#options.connections.get(row.connectionId)) {
      throw new UserError(
        t(
          'The connection of {0} was removed meanwhile, so it was not saved. Add the connection anew to fetch it again.',
          theToken(row),
        ),
        [Command.addConnection],
      );
    }
    const kept = await this.vault.save(row, value);
    await this.activity.record('saved', kept);
    return kept;
  }

  /**
   * Keeps what was found in a file, for what it is: not verified. Asks before it takes the place of another one.
   * @param read gives the value, each time it is needed: a question takes a while
   */
  async keepFound(row: Found, read: () => Promise<string>): Promise<'saved' | 'unchanged' | undefined> {
    await this.recover();
    const before = this.vault.all(row.connectionId).find((each) => sameOwner(each, row));
    const old = before && (await this.vault.read(before.id));
    if (old !== undefined) {
      if (old === (await read())) return 'unchanged';
      if (!(await confirmReplacing(this.prompts, row))) return undefined;
    }
    await this.keep(row, await read());
    return 'saved';
  }

  async forget(tokens: readonly StoredToken[]): Promise<void> {
    await this.vault.forget(...tokens.map(({ id }) => id));
    await this.activity.record('forgotten', ...tokens);
  }

  count(connectionId: string): number {
    return this.vault.count(connectionId);
  }

  /** For a connection that goes. */
  async forgetAll(connectionId: string): Promise<void> {
    await this.recover();
    await this.forget(this.vault.all(connectionId));
  }

  /** The connection, for a question about something that should not happen on that one by mistake. */
  productionOf({ connectionId }: Pick<StoredToken, 'connectionId'>): string | undefined {
    const connection = this.#options.connections.get(connectionId);
    return connection?.label === 'production' ? inQuestion(connection) : undefined;
  }
}

/** @param seconds that it stays there; 0 for as long as nothing else is copied */
function sayCopied(what: string, seconds: number): string {
  if (seconds <= 0) return t('Copied {0}.', what);
  return seconds === 1
    ? t('Copied {0}, for a second.', what)
    : t('Copied {0}, for {1} seconds.', what, seconds);
}
