import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { Session } from '../connections/session.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { withConsent } from '../connections/tokenConsent.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import type { CustomerStore } from './customerStore.ts';
import { wordFor } from './facts.ts';
import { ConnectionChanged } from './otherConnection.ts';
import { isRow, type CustomerRow, type MemberRow } from './rows.ts';

/** Asks for one of the customers, more of which are read on demand. Undefined when dismissed. */
export async function pickCustomer(
  title: string,
  store: CustomerStore,
  prompts: Prompts,
): Promise<CustomerRow | undefined> {
  await prompts.progress(t('Reading customers…'), () => store.open());
  if (store.customers.length === 0)
    throw new UserError(
      store.complete
        ? t('This account has no customers yet.')
        : t('The customers have not been read: that was stopped, or the connection was switched. Try again.'),
    );
  // Where one page shows at a time, the next one takes its place; whoever was there to choose stays so.
  const known = new Map<string, CustomerRow>();
  for (;;) {
    for (const row of store.customers) known.set(row.id, row);
    const choices = [...known.values()].map((row): Choice<CustomerRow | 'more'> => ({
      label: row.customer.name,
      description: row.customer.email,
      value: row,
    }));
    if (!store.complete)
      choices.push({ label: `$(ellipsis) ${t('Load More Customers')}`, always: true, value: 'more' });
    const picked = await prompts.pick({ title, placeholder: t('Which customer?') }, choices);
    if (picked !== 'more') return picked;
    await prompts.progress(t('Reading more customers…'), () => store.loadMoreCustomers());
  }
}

export interface PickTokenOwnerOptions {
  readonly active: ActiveConnection;
  readonly store: CustomerStore;
  readonly prompts: Prompts;
  readonly presentation: Pick<Presentation, 'learn'>;
}

/** Whose token a command is about: the row's it was called on, else the one the user picks. Undefined when dismissed. */
export async function pickTokenOwner(
  row: unknown,
  title: string,
  { active, store, prompts, presentation }: PickTokenOwnerOptions,
): Promise<TokenOwner | undefined> {
  if (isRow(row) && (row.kind === 'customer' || row.kind === 'member')) return ownerOf(row);
  const parent = await pickCustomer(title, store, prompts);
  if (!parent) return undefined;
  const { connectionId, customer } = parent;
  const { session } = active;
  // Somebody may have switched while a question was open: what is picked then means nothing any more.
  if (connectionId !== session?.connection.id) throw new ConnectionChanged(t('Choose again.'));
  return withConsent(session, [customer], prompts, async () => {
    if (active.session !== session) throw new ConnectionChanged(t('Choose again.'));
    return pickFromTeam(session, parent, `${title}: ${customer.name}`, { prompts, presentation });
  });
}

async function pickFromTeam(
  session: Session,
  parent: CustomerRow,
  title: string,
  { prompts, presentation }: Pick<PickTokenOwnerOptions, 'prompts' | 'presentation'>,
): Promise<TokenOwner | undefined> {
  const { connectionId, customer } = parent;
  const main: Choice<TokenOwner> = {
    label: `$(organization) ${customer.name}`,
    description: customer.email,
    detail: t('The main customer of this account'),
    value: ownerOf(parent),
  };
  const placeholder = t('Whose token? Type part of a name, e-mail address or phone number');
  return prompts.pickLive({ title, placeholder }, async (text, outer) => {
    const { items } = await session.withCustomerToken(
      customer,
      (client, customerToken, signal) =>
        client.listTeamMembers({
          customerToken,
          page: 1,
          searchText: text === '' ? undefined : text,
          signal,
        }),
      outer,
    );
    for (const { name } of items) presentation.learn('Member', name);
    const team = items.map((member): Choice<TokenOwner> => ({
      label: `$(person) ${member.name}`,
      description: [member.email, wordFor(member.availability)].filter(Boolean).join(' · '),
      value: ownerOf({ kind: 'member', connectionId, id: member.id, customer, member }),
    }));
    return text === '' ? [main, ...team] : team;
  });
}

function ownerOf(row: CustomerRow | MemberRow): TokenOwner {
  const { kind, connectionId, id } = row;
  const { name, email } = row.kind === 'member' ? row.member : row.customer;
  const roleId = row.kind === 'member' ? row.member.roleId : undefined;
  const customer = { id: row.customer.id, name: row.customer.name };
  return { kind, connectionId, customer, id, name, email, roleId };
}
