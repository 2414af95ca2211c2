import { t } from '../base/l10n.ts';
import { inQuestion } from '../connections/connectionMarks.ts';
import type { Session } from '../connections/session.ts';
import type { Prompts } from '../platform/prompts.ts';

/** What the user has agreed to: whether reading may replace tokens, and whether that is new. */
export interface ReadingConsent {
  readonly mayReplace: boolean;
  readonly asked: boolean;
}

/**
 * Asks whether the teams of all customers may be read, where that needs asking; undefined when the user does not want
 * it. What turns out while the question is open is asked for anew: a yes counts for what it was said to.
 */
export async function agreeToReading(
  session: Session,
  prompts: Pick<Prompts, 'confirm'>,
): Promise<ReadingConsent | undefined> {
  for (;;) {
    const { connection, asksForTokens: mayReplace } = session;
    if (connection.kind === 'sample' || (!mayReplace && connection.tokenFetches !== 'whenNeeded'))
      return { mayReplace, asked: false };
    const where = inQuestion(connection);
    const sure = mayReplace
      ? await prompts.confirm(
          t('Fetch a new token of every customer of {0}?', where),
          t(
            'Reading all teams needs them. On this connection a fetch has replaced the token before: what uses the old ones may stop working.',
          ),
          t('Fetch All Tokens'),
        )
      : await prompts.confirm(
          t('Read the teams of all customers of {0}?', where),
          t(
            "This fetches every customer's token, and the service does not say whether that replaces the token in use elsewhere.",
          ),
          t('Read All Teams'),
        );
    if (!sure) return undefined;
    if (session.asksForTokens === mayReplace) return { mayReplace, asked: true };
  }
}
