import type { Prompts } from '../platform/prompts.ts';
import type { Session } from './session.ts';

/**
 * Whether the token of a customer may be fetched now; asks the user where each fetch has to be asked for.
 * False when the user does not want it.
 */
export async function mayFetchToken(
  session: Session,
  customer: { readonly id: string; readonly name: string },
  prompts: Pick<Prompts, 'confirm'>,
): Promise<boolean> {
  if (!session.mustAsk(customer.id)) return true;
  const sure = await prompts.confirm(
    `Fetch a new token of ${customer.name}?`,
    'Reading this team needs it. On this connection a fetch has replaced the token before: what uses the old one may stop working.',
    'Fetch Token',
  );
  if (sure) session.permitFetch(customer.id);
  return sure;
}
