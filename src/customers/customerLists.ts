import type { Session } from '../connections/session.ts';
import { PagedList, type PagedListOptions } from './pagedList.ts';
import type { CustomersList, MembersList } from './listRows.ts';
import type { CustomerRow, MemberRow } from './rows.ts';

type Options = Pick<PagedListOptions<never, never>, 'onDidChange' | 'paging'>;

/** Words are made of a failure when it happens, so that what draws rows needs none. */
const explain = async (error: unknown) => (await import('../platform/describeError.ts')).describeError(error);

/** The customers of a connection. */
export function customersOf(session: Session, options: Options): CustomersList {
  return new PagedList({
    ...options,
    explain,
    async readPage(page, outer) {
      const found = await session.withPartnerKey(
        (client, signal) => client.listCustomers({ page, signal, patient: true }),
        outer,
      );
      return { ...found, items: found.items.map((customer) => customerRow(session, customer)) };
    },
  });
}

export function customerRow({ connection }: Session, customer: CustomerRow['customer']): CustomerRow {
  return { kind: 'customer', connectionId: connection.id, id: customer.id, customer };
}

/** The team of a customer, or of it what the server finds for a text. */
export function teamOf(
  session: Session,
  { connectionId, customer }: CustomerRow,
  searchText: string,
  options: Options,
): MembersList {
  return new PagedList({
    ...options,
    explain,
    async readPage(page, outer) {
      const found = await session.withCustomerToken(
        customer,
        (client, customerToken, signal) =>
          client.listTeamMembers({
            customerToken,
            page,
            searchText: searchText === '' ? undefined : searchText,
            signal,
            patient: true,
          }),
        outer,
      );
      const items = found.items.map((member): MemberRow => ({
        kind: 'member',
        connectionId,
        id: member.id,
        customer,
        member,
      }));
      return { ...found, items };
    },
  });
}
