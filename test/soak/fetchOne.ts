import assert from 'node:assert/strict';
import type { TokenType } from '../../src/api/tokens.ts';
import type { CustomerRecord } from '../../src/emulator/wire.ts';
import { fetchToken } from '../../src/tokens/fetchToken.ts';
import type { Model, ModelConnection } from './model.ts';
import type { Choice } from './userActions.ts';
import type { World } from './world.ts';

/** Fetches the token of one of a team, or of its customer, of the type that fits or, now and then, another. */
export function fetchOne(
  model: Model,
  world: World,
  { one, other, waits }: Choice,
  where: 'clipboard' | 'vault',
): Promise<void> {
  const from = model.active;
  if (!from) return Promise.resolve();
  const { state } = world.hosts[from.host]!;
  const customer = state.customers[one % state.customers.length]!;
  const member = other % 8 > 0 ? state.teamOf(customer._id)[(other % 8) - 1] : undefined;
  const whose = member ?? customer;
  const fitting = member ? state.tokenTypeOf(customer._id, member) : 'CUSTOMER';
  const type = one % 9 === 8 ? 'AGENT' : fitting;
  const { window } = world;
  return world.start(waits, async (signal) => {
    const owner = ownerOf(from, customer, whose);
    world.saving += 1;
    try {
      const { oneFetch, active, saved } = window;
      const token = await oneFetch.run(owner.name, () => fetchToken(active, owner, type, signal));
      assert.deepEqual(token, state.tokenOf(whose._id), 'the token is of whom it was asked for');
      world.note('tokens fetched');
      const row = { ...rowOf(owner, type), active: token.active };
      if (where === 'clipboard') {
        await saved.copyValue(row, token.key, '');
        model.clipboard = { text: token.key, isOurs: true };
      } else {
        const { id } = await saved.keep(row, token.key);
        model.saved({ ...row, id, value: token.key });
      }
    } finally {
      world.saving -= 1;
    }
  });
}

type Account = Pick<CustomerRecord, '_id' | 'name' | 'contact'>;

function ownerOf({ connection }: ModelConnection, customer: Account, member: Account) {
  return {
    connectionId: connection.id,
    customer: { id: customer._id, name: customer.name },
    kind: member === customer ? ('customer' as const) : ('member' as const),
    id: member._id,
    name: member.name,
    email: member.contact.email,
  };
}

function rowOf(owner: ReturnType<typeof ownerOf>, type: TokenType) {
  return {
    connectionId: owner.connectionId,
    customerId: owner.customer.id,
    customerName: owner.customer.name,
    userId: owner.id,
    userName: owner.name,
    email: owner.email,
    type,
    savedAt: '2026-01-01T00:00:00.000Z',
  };
}
