import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Reports } from '../platform/reports.ts';
import type { Connection } from '../connections/connection.ts';
import { inQuestion } from '../connections/connectionMarks.ts';
import { activityReport } from './activityReport.ts';
import type { SavedTokens } from './savedTokens.ts';
import type { SecretClipboard } from './secretClipboard.ts';
import type { StoredToken, TokenCheck } from './storedToken.ts';
import { theToken } from './tokenWords.ts';
import { verifyToken, type VerifyOptions } from './verifyToken.ts';

export interface TokenCommandsOptions extends VerifyOptions {
  readonly saved: SavedTokens;
  readonly clipboard: SecretClipboard;
  readonly reports: Reports;
}

/**
 * Tells what came of verifying a token.
 * @throws UserError where the server rejects it, with what can be done about that
 */
function tell(verdict: TokenCheck['verdict'], token: StoredToken, prompts: Prompts): void {
  const name = theToken(token);
  switch (verdict) {
    case 'accepted':
      void prompts.info(t('The server accepts {0}.', name));
      return;
    case 'rejected':
      throw new UserError(
        t('The server rejects {0}. It may have been regenerated: fetch it again, or forget it.', name),
        [Command.fetchTokenAgain, Command.forgetToken],
        token,
      );
    case 'unclear':
      void prompts.warn(
        t(
          "Unclear whether it works: the server refused the list of team members to {0}. Whether a member's token opens that list is not documented.",
          name,
        ),
      );
  }
}

const CLEARED: Readonly<Record<Awaited<ReturnType<SecretClipboard['clearNow']>>, () => string>> = {
  cleared: () => t('The clipboard is empty: the token is not on it any more.'),
  other: () =>
    t('Something else was copied meanwhile and stays on the clipboard: the token is not on it any more.'),
  nothing: () => t('No token of this window waits to be cleared: the clipboard stays as it is.'),
};

/** The commands on tokens that are saved, on the clipboard they were copied to, and on the record of it all. */
export function tokenCommands(options: TokenCommandsOptions) {
  const { saved, clipboard, reports, connections } = options;
  const { vault, prompts, activity } = saved;

  const verify = async (token: StoredToken): Promise<void> => {
    const value = await saved.read(token);
    const verdict = await prompts.progress(t('Verifying {0}…', theToken(token)), (signal) =>
      verifyToken(token, value, options, signal),
    );
    await vault.note(token.id, { check: { verdict, at: new Date().toISOString() } });
    await activity.record('verified', token);
    tell(verdict, token, prompts);
  };

  return {
    async [Command.copySavedToken](row) {
      const token = await saved.pick(row, t('Copy Saved Token'));
      if (token) await saved.copy(token);
    },
    async [Command.verifyToken](row) {
      const token = await saved.pick(row, t('Verify Saved Token'));
      if (token) await verify(token);
    },
    async [Command.forgetToken](row) {
      const token = await saved.pick(row, t('Forget Saved Token'));
      if (!token) return;
      const production = saved.productionOf(token);
      const question = production
        ? t('Forget {0} on {1}?', theToken(token), production)
        : t('Forget {0}?', theToken(token));
      const detail = t('It is deleted from the secret storage. It stays valid on the server.');
      if (!(await prompts.confirm(question, detail, t('Forget')))) return;
      await saved.forget([token]);
      void prompts.info(t('Forgot {0}.', theToken(token)));
    },
    async [Command.forgetAllTokens](row) {
      await saved.recover();
      const { connectionId: given } = (row ?? {}) as { connectionId?: unknown };
      const connectionId = typeof given === 'string' ? given : undefined;
      const tokens = vault.all(connectionId);
      if (tokens.length === 0) {
        void prompts.info(t('No token is saved.'));
        return;
      }
      const connection = connectionId === undefined ? 'all' : connections.get(connectionId);
      const question = whetherToForget(tokens.length, connection);
      if (!(await prompts.confirm(question, whatGoes(tokens), t('Forget All')))) return;
      await saved.forget(tokens);
      void prompts.info(tokens.length === 1 ? t('Forgot a token.') : t('Forgot {0} tokens.', tokens.length));
    },
    async [Command.clearClipboard]() {
      void prompts.info(CLEARED[await clipboard.clearNow()]());
    },
    async [Command.showActivity]() {
      const report = activityReport({
        entries: activity.entries,
        isOn: activity.isOn,
        userName: ({ connectionId, userId }) =>
          vault.all(connectionId).find((each) => each.userId === userId)?.userName,
        connectionName: (id) => connections.get(id)?.name,
      });
      await reports.make(t('Token Activity'), report).preview();
    },
    [Command.clearActivity]: () => clearActivity(saved.prompts, activity),
  } satisfies CommandHandlers;
}

async function clearActivity(prompts: Prompts, activity: SavedTokens['activity']): Promise<void> {
  const { length } = activity.entries;
  const detail = length === 1 ? t('It has one entry.') : t('It has {0} entries.', length);
  if (await prompts.confirm(t('Clear the record of what was done with tokens?'), detail, t('Clear'))) {
    await activity.clear();
    void prompts.info(t('The record of token activity is empty.'));
  }
}

/** @param connection undefined for one that was removed */
function whetherToForget(count: number, connection: Connection | 'all' | undefined): string {
  const isOne = count === 1;
  if (connection === 'all')
    return isOne
      ? t('Forget the saved token of all connections?')
      : t('Forget all {0} saved tokens of all connections?', count);
  if (!connection) return isOne ? t('Forget the saved token?') : t('Forget all {0} saved tokens?', count);
  return isOne
    ? t('Forget the saved token of {0}?', inQuestion(connection))
    : t('Forget all {0} saved tokens of {1}?', count, inQuestion(connection));
}

/** Names what would be forgotten, up to ten of it. */
function whatGoes(tokens: readonly StoredToken[]): string {
  const names = tokens.slice(0, 10).map(({ userName, customerName }) => `${userName} (${customerName})`);
  const more = tokens.length - names.length;
  const whose = more > 0 ? t('{0}, and {1} more', names.join(', '), more) : names.join(', ');
  return tokens.length === 1
    ? t(
        'Of {0}. It is deleted from the secret storage of this computer, and stays valid on the server.',
        whose,
      )
    : t(
        'Of {0}. They are deleted from the secret storage of this computer, and stay valid on the server.',
        whose,
      );
}
