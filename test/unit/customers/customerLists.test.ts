import assert from 'node:assert/strict';
import { customerRow, customersOf, teamOf } from '../../../src/customers/customerLists.ts';
import type { NameKind } from '../../../src/platform/presentation.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('lists of customers and members', () => {
  const emulator = useEmulator({ pageSize: 5 });

  it('tell presentation mode of each name that will show', async () => {
    const { active } = await connect(emulator.current);
    const session = active.requireSession();
    const learned = new Set<string>();
    const presentation = { learn: (kind: NameKind, name: string) => learned.add(`${kind} ${name}`) };
    const options = { presentation, paging: 'loadMore', onDidChange: () => undefined } as const;

    const customers = customersOf(session, options);
    await customers.open();
    assert.equal(customers.items.length, 5);
    for (const { customer } of customers.items) assert.ok(learned.has(`Customer ${customer.name}`));

    const row = customers.items.find(({ id }) => emulator.current.state.teamOf(id).length > 0);
    assert.ok(row);
    const team = teamOf(session, row, '', options);
    await team.open();
    assert.ok(team.items.length > 0);
    for (const { member } of team.items) assert.ok(learned.has(`Member ${member.name}`));

    customerRow(session, { ...row.customer, name: 'Brand New Ltd' }, options);
    assert.ok(learned.has('Customer Brand New Ltd'));
    active.dispose();
  });
});
