import { t } from '../base/l10n.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Session } from './session.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The same for one customer. */
export function mayFetchToken(
  session: Session,
  customer: Named,
  prompts: Pick<Prompts, 'confirm'>,
): Promise<boolean> {
  return mayFetchTokens(session, [customer], prompts);
}

/**
 * Whether the tokens of customers may be fetched now; asks the user, once for all of them, where each fetch has to be
 * asked for. False when the user does not want it.
 */
export async function mayFetchTokens(
  session: Session,
  customers: readonly Named[],
  prompts: Pick<Prompts, 'confirm'>,
): Promise<boolean> {
  const unasked = customers.filter(({ id }) => session.mustAsk(id));
  const [first] = unasked;
  if (!first) return true;
  const sure = await prompts.confirm(
    unasked.length === 1
      ? t('Fetch a new token of {0}?', first.name)
      : t('Fetch new tokens of {0} customers?', unasked.length),
    t(
      'Reading a team needs the token of its customer. On this connection a fetch has replaced the token before: what uses the old one may stop working.',
    ),
    unasked.length === 1 ? t('Fetch Token') : t('Fetch Tokens'),
  );
  if (sure) for (const { id } of unasked) session.permitFetch(id);
  return sure;
}
