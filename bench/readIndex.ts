import { ApiClient } from '../src/api/client.ts';
import type { Customer } from '../src/api/customers.ts';
import { pagesOf } from '../src/api/pages.ts';
import { MemberIndex } from '../src/customers/memberIndex.ts';
import { CONCURRENCY, type Walked } from './bareWalk.ts';
import type { Server } from './processes.ts';

/** Reads all that an index is made of with the client, and makes it. */
export async function readIndex({
  origin,
  partnerKey,
}: Server): Promise<Walked & { readonly index: MemberIndex<Customer> }> {
  let requests = 0;
  const client = new ApiClient({
    origin,
    partnerKey: () => Promise.resolve(partnerKey),
    onCall: () => (requests += 1),
  });
  const index = new MemberIndex<Customer>();
  const customers: Customer[] = [];
  for await (const page of pagesOf((page) => client.listCustomers({ page }))) customers.push(...page);
  const queue = customers.values();
  const worker = async () => {
    for (const customer of queue) {
      const { key: customerToken, active } = await client.getCustomerToken({ customerId: customer.id });
      if (!active) continue;
      const pages = pagesOf((page) => client.listTeamMembers({ customerToken, page }));
      for await (const members of pages) index.add(customer, members);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  client.dispose();
  return { requests, members: index.size, index };
}
