import { t } from '../base/l10n.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Session } from './session.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Does what may fetch the tokens of customers; asks the user first, once for all of them, where each fetch has to be
 * asked for. Undefined, and nothing done, when the user does not want it. The user agrees to this work and no other: what
 * is left of that when it ends, however it does, counts no more.
 */
export async function withConsent<T>(
  session: Session,
  customers: readonly Named[],
  prompts: Pick<Prompts, 'confirm'>,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const unasked = customers.filter(({ id }) => session.mustAsk(id));
  const [first] = unasked;
  if (!first) return work();
  const sure = await prompts.confirm(
    unasked.length === 1
      ? t('Fetch a new token of {0}?', first.name)
      : t('Fetch new tokens of {0} customers?', unasked.length),
    t(
      'Reading a team needs the token of its customer. On this connection a fetch has replaced the token before: what uses the old one may stop working.',
    ),
    unasked.length === 1 ? t('Fetch Token') : t('Fetch Tokens'),
  );
  if (!sure) return undefined;
  const permissions = unasked.map(({ id }) => session.permitFetch(id));
  try {
    return await work();
  } finally {
    for (const permission of permissions) permission.dispose();
  }
}
