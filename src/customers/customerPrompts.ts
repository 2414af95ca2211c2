import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import { mayFetchToken } from '../connections/tokenConsent.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import type { CustomerStore } from './customerStore.ts';
import { wordFor } from './facts.ts';
import { isRow, type CustomerRow, type MemberRow } from './rows.ts';

/** Asks for one of the customers, more of which are read on demand. Undefined when dismissed. */
export async function pickCustomer(
  title: string,
  store: CustomerStore,
  prompts: Prompts,
): Promise<CustomerRow | undefined> {
  await prompts.progress('Reading customers…', () => store.open());
  if (store.customers.length === 0) throw new UserError('This account has no customers yet.');
  for (;;) {
    const choices = store.customers.map((row): Choice<CustomerRow | 'more'> => ({
      label: row.customer.name,
      description: row.customer.email,
      value: row,
    }));
    if (!store.complete)
      choices.push({ label: '$(ellipsis) Load More Customers', always: true, value: 'more' });
    const picked = await prompts.pick({ title, placeholder: 'Which customer?' }, choices);
    if (picked !== 'more') return picked;
    await prompts.progress('Reading more customers…', () => store.loadMoreCustomers());
  }
}

/** Whose token a command is about: the row's it was called on, else the one the user picks. Undefined when dismissed. */
export async function pickTokenOwner(
  row: unknown,
  title: string,
  { active, store, prompts }: { active: ActiveConnection; store: CustomerStore; prompts: Prompts },
): Promise<TokenOwner | undefined> {
  if (isRow(row) && (row.kind === 'customer' || row.kind === 'member')) return ownerOf(row);
  const parent = await pickCustomer(title, store, prompts);
  const { session } = active;
  // Somebody may have switched while the question was open: what is picked then means nothing any more.
  if (!parent || parent.connectionId !== session?.connection.id) return undefined;
  const { connectionId, customer } = parent;
  if (!(await mayFetchToken(session, customer, prompts))) return undefined;
  const main: Choice<TokenOwner> = {
    label: `$(organization) ${customer.name}`,
    description: customer.email,
    detail: 'The main customer of this account',
    value: ownerOf(parent),
  };
  const placeholder = 'Whose token? Type part of a name, e-mail address or phone number';
  return prompts.pickLive({ title: `${title}: ${customer.name}`, placeholder }, async (text, outer) => {
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
