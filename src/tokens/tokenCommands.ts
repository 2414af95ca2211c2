import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Reports } from '../platform/reports.ts';
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

const VERDICTS: Readonly<Record<TokenCheck['verdict'], (token: string) => string>> = {
  accepted: (token) => `The server accepts ${token}.`,
  rejected: (token) =>
    `The server rejects ${token}. It may have been regenerated: fetch it again, or forget it.`,
  unclear: (token) =>
    `The server refused the list of team members to ${token}. Whether a member's token opens that list is not documented, so this does not tell whether it works.`,
};

const CLEARED: Readonly<Record<Awaited<ReturnType<SecretClipboard['clearNow']>>, string>> = {
  cleared: 'The clipboard is empty: the token is not on it any more.',
  other: 'Something else was copied meanwhile and stays on the clipboard: the token is not on it any more.',
  nothing: 'No token of this window waits to be cleared: the clipboard stays as it is.',
};

/** The commands on tokens that are saved, on the clipboard they were copied to, and on the record of it all. */
export function tokenCommands(options: TokenCommandsOptions) {
  const { saved, clipboard, reports, connections } = options;
  const { vault, prompts, activity } = saved;

  const verify = async (token: StoredToken): Promise<void> => {
    const value = await saved.read(token);
    const verdict = await prompts.progress(`Verifying ${theToken(token)}…`, (signal) =>
      verifyToken(token, value, options, signal),
    );
    const message = VERDICTS[verdict](theToken(token));
    void (verdict === 'accepted' ? prompts.info(message) : prompts.error(message));
    await vault.note(token.id, { check: { verdict, at: new Date().toISOString() } });
    await activity.record('verified', token);
  };

  return {
    async [Command.copySavedToken](row) {
      const token = await saved.pick(row, 'Copy Saved Token');
      if (token) await saved.copy(token);
    },
    async [Command.verifyToken](row) {
      const token = await saved.pick(row, 'Verify Saved Token');
      if (token) await verify(token);
    },
    async [Command.forgetToken](row) {
      const token = await saved.pick(row, 'Forget Saved Token');
      if (!token) return;
      const question = `Forget ${theToken(token)}${saved.whereOf(token)}?`;
      const detail = 'It is deleted from the secret storage. It stays valid on the server.';
      if (!(await prompts.confirm(question, detail, 'Forget'))) return;
      await saved.forget([token]);
      void prompts.info(`Forgot ${theToken(token)}.`);
    },
    async [Command.forgetAllTokens](row) {
      await saved.recover();
      const { connectionId } = (row ?? {}) as { connectionId?: unknown };
      const connection = typeof connectionId === 'string' ? connections.get(connectionId) : undefined;
      const tokens = vault.all(typeof connectionId === 'string' ? connectionId : undefined);
      if (tokens.length === 0) {
        void prompts.info('No token is saved.');
        return;
      }
      const of = connection ? ` of ${inQuestion(connection)}` : '';
      const which = tokens.length === 1 ? 'the saved token' : `all ${tokens.length} saved tokens`;
      const question = `Forget ${which}${typeof connectionId === 'string' ? of : ' of all connections'}?`;
      if (!(await prompts.confirm(question, whatGoes(tokens), 'Forget All'))) return;
      await saved.forget(tokens);
      void prompts.info(tokens.length === 1 ? 'Forgot a token.' : `Forgot ${tokens.length} tokens.`);
    },
    async [Command.clearClipboard]() {
      void prompts.info(CLEARED[await clipboard.clearNow()]);
    },
    async [Command.showActivity]() {
      const report = activityReport({
        entries: activity.entries,
        isOn: activity.isOn,
        userName: ({ connectionId, userId }) =>
          vault.all(connectionId).find((each) => each.userId === userId)?.userName,
        connectionName: (id) => connections.get(id)?.name,
      });
      await reports.make('Token Activity', report).preview();
    },
    [Command.clearActivity]: () => clearActivity(saved.prompts, activity),
  } satisfies CommandHandlers;
}

async function clearActivity(prompts: Prompts, activity: SavedTokens['activity']): Promise<void> {
  const { length } = activity.entries;
  const detail = length === 1 ? 'It has one entry.' : `It has ${length} entries.`;
  if (await prompts.confirm('Clear the record of what was done with tokens?', detail, 'Clear')) {
    await activity.clear();
    void prompts.info('The record of token activity is empty.');
  }
}

/** Names what would be forgotten, up to ten of it. */
function whatGoes(tokens: readonly StoredToken[]): string {
  const names = tokens.slice(0, 10).map(({ userName, customerName }) => `${userName} (${customerName})`);
  const more = tokens.length > names.length ? `, and ${tokens.length - names.length} more` : '';
  return `Of ${names.join(', ')}${more}. They are deleted from the secret storage of this computer, and stay valid on the server.`;
}
