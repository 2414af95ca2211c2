import assert from 'node:assert/strict';
import { isApiError } from '../../src/api/errors.ts';
import { pagesOf, type Page } from '../../src/api/pages.ts';
import type { TokenType } from '../../src/api/tokens.ts';
import { UserError } from '../../src/base/userError.ts';
import type { TokenAuthorization } from '../../src/connections/connection.ts';
import { PLACES } from '../../src/emulator/businesses.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import type { CustomerRecord, MemberRecord } from '../../src/emulator/wire.ts';
import { describeError } from '../../src/platform/describeError.ts';
import { fetchToken } from '../../src/tokens/fetchToken.ts';
import { connect, type Connected } from './connected.ts';

/** What came of a step: `kind` is that of the `ApiError`, `explained` for a `UserError`, or `ok`. */
export interface Outcome {
  readonly kind: string;
  /** What a person would see of it, without this machine's port. */
  readonly says: string;
}

/** Does one thing, asserts that its answer was read rightly, and says what it brought. */
export type Step = () => Promise<string>;

const NEVER = new AbortController().signal;

/**
 * Says everything to an emulator that the extension can say, through its sessions: reads all customers and a team to
 * their ends, searches, fetches tokens of each type with either credential, writes, and is refused.
 */
export async function sayEverything(emulator: Emulator): Promise<Readonly<Record<string, Outcome>>> {
  const users = {
    customerToken: await connect(emulator, { tokenAuthorization: 'customerToken' }),
    partnerKey: await connect(emulator, { tokenAuthorization: 'partnerKey' }),
    stranger: await connect(emulator, { key: 'not-the-key' }),
  };
  try {
    const outcomes: Record<string, Outcome> = {};
    for (const [name, step] of Object.entries(vocabulary(emulator, users))) {
      outcomes[name] = await outcomeOf(step, emulator);
    }
    return outcomes;
  } finally {
    for (const { active } of Object.values(users)) active.dispose();
  }
}

/** Takes a step, and tells what came of it. @throws whatever is meant for nobody's eyes */
export async function outcomeOf(step: Step, emulator: Emulator): Promise<Outcome> {
  try {
    return { kind: 'ok', says: await step() };
  } catch (error) {
    if (!isApiError(error) && !(error instanceof UserError)) throw error;
    const kind = isApiError(error) ? error.kind : 'explained';
    const { message } = describeError(error);
    return { kind, says: message.replaceAll(new URL(emulator.url).host, 'the.host') };
  }
}

function vocabulary(
  { state }: Emulator,
  users: Readonly<Record<TokenAuthorization | 'stranger', Connected>>,
): Readonly<Record<string, Step>> {
  const large = state.customers[PLACES.large];
  const inactive = state.customers[PLACES.inactiveToken];
  assert.ok(large && inactive);
  const session = users.customerToken.active.requireSession();

  const memberOf = (type: TokenType): MemberRecord => {
    const found = state.teamOf(large._id).find((member) => state.tokenTypeOf(large._id, member) === type);
    assert.ok(found, type);
    return found;
  };
  const listing = (customer: CustomerRecord, expected: readonly MemberRecord[], searchText?: string) => {
    return async () => {
      const given = { id: customer._id, name: customer.name };
      const read = await session.withCustomerToken(given, (client, customerToken) =>
        all((page) => client.listTeamMembers({ customerToken, searchText, page })),
      );
      sameIds(read, expected);
      return `all ${read.length}`;
    };
  };
  const fetching = (type: TokenType, by: TokenAuthorization): Step => {
    return async () => {
      const whose = type === 'CUSTOMER' ? large : memberOf(type);
      const owner = {
        connectionId: 'one',
        customer: { id: large._id, name: large.name },
        kind: type === 'CUSTOMER' ? ('customer' as const) : ('member' as const),
        id: whose._id,
        name: whose.name,
        email: whose.contact.email,
      };
      const token = await fetchToken(users[by].active, owner, type, NEVER);
      assert.deepEqual(token, state.tokenOf(whose._id));
      return 'the token';
    };
  };
  const creating = (path: '/customer/create' | '/customer'): Step => {
    return async () => {
      const email = `New.Owner@${path === '/customer' ? 'older' : 'newer'}.example`;
      const customer = { email, name: 'New Owner', password: 'not-for-a-log' };
      const created = await session.withPartnerKey((client) => client.createCustomer({ path, customer }));
      assert.equal(created?.email, email.toLowerCase());
      return 'created';
    };
  };
  const team = state.teamOf(large._id);
  return {
    'listing customers': async () => {
      const read = await session.withPartnerKey((client) => all((page) => client.listCustomers({ page })));
      sameIds(read, state.customers);
      return `all ${read.length}`;
    },
    'listing a team': listing(large, team),
    'searching a team': listing(large, [memberOf('AGENT')], memberOf('AGENT').contact.email),
    "listing with a customer's token that is not active": listing(inactive, state.teamOf(inactive._id)),
    "fetching an agent's token with the customer's": fetching('AGENT', 'customerToken'),
    "fetching an agent's token with the partner key": fetching('AGENT', 'partnerKey'),
    "fetching a custom user's token with the customer's": fetching('CUSTOM_USER', 'customerToken'),
    "fetching a custom user's token with the partner key": fetching('CUSTOM_USER', 'partnerKey'),
    "fetching the main customer's token with its own": fetching('CUSTOMER', 'customerToken'),
    "fetching the main customer's token with the partner key": fetching('CUSTOMER', 'partnerKey'),
    'listing the team again': listing(large, team),
    'listing it a third time': listing(large, team),
    'listing customers with a wrong key': async () => {
      const stranger = users.stranger.active.requireSession();
      return `all ${(await stranger.withPartnerKey((client) => all((page) => client.listCustomers({ page })))).length}`;
    },
    'creating a customer by POST /customer/create': creating('/customer/create'),
    'creating a customer by POST /customer': creating('/customer'),
    'changing a customer': async () => {
      const changed = { customerId: large._id, changes: { name: 'Renamed' } };
      await session.withPartnerKey((client) => client.updateCustomer(changed));
      assert.equal(state.findCustomer(large._id)?.name, 'Renamed');
      return 'changed';
    },
    'deleting a customer': async () => {
      await session.withPartnerKey((client) => client.deleteCustomer({ customerId: large._id }));
      assert.equal(state.findCustomer(large._id), undefined);
      return 'deleted';
    },
  };
}

async function all<T extends { readonly id: string }>(
  readPage: (page: number) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pagesOf(readPage)) items.push(...page);
  return items;
}

function sameIds(
  read: readonly { readonly id: string }[],
  expected: readonly { readonly _id: string }[],
): void {
  assert.deepEqual(read.map(({ id }) => id).sort(), expected.map(({ _id }) => _id).sort());
}
