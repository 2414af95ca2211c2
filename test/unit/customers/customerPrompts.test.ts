import assert from 'node:assert/strict';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import type { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { Arrangements } from '../../../src/customers/arrangement.ts';
import { pickCustomer, pickTokenOwner } from '../../../src/customers/customerPrompts.ts';
import { CustomerStore } from '../../../src/customers/customerStore.ts';
import { Favourites } from '../../../src/customers/favourites.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { Presentation } from '../../../src/platform/presentation.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';
import { memoryMemento } from '../../support/memento.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';

describe('asking for a customer', () => {
  const emulator = useEmulator({ pageSize: 5 });
  const presentation = new Presentation(memoryMemento());
  let active: ActiveConnection;
  let connections: ConnectionStore;
  let store: CustomerStore;

  beforeEach(async () => {
    ({ active, store: connections } = await connect(emulator.current));
    const memento = memoryMemento();
    store = new CustomerStore({
      ...{ active, presentation, paging: () => 'pages', onFailure: () => undefined },
      ...{ arrangements: new Arrangements(memento), favourites: new Favourites(memento) },
    });
  });
  afterEach(() => {
    store.dispose();
    active.dispose();
  });

  it('offers those of all pages that were read, also where one shows at a time', async () => {
    const [first] = emulator.current.state.customers;
    const prompts = new ScriptedPrompts({ pick: 'Load More Customers' }, { pick: first?.name ?? '' });
    assert.equal((await pickCustomer('Pick', store, prompts))?.id, first?._id);
    assert.equal(store.place(undefined)?.page, 2);
  });

  it('says that an account has no customers only where it has none', async () => {
    emulator.current.intercept(onPath('/customer/list', 'hang'));
    const stopped = pickCustomer('Pick', store, new ScriptedPrompts());
    store.stop(undefined);
    await assert.rejects(stopped, { name: 'UserError', message: /have not been read/ });
    emulator.current.intercept(onPath('/customer/list', { body: NOBODY }));
    await assert.rejects(pickCustomer('Pick', store, new ScriptedPrompts()), /has no customers yet/);
  });

  it('says that the connection went away while the question was open', async () => {
    const [first] = emulator.current.state.customers;
    const prompts = new ScriptedPrompts({ pick: first?.name ?? '' });
    const pick = prompts.pick.bind(prompts);
    prompts.pick = async (...asked) => {
      const picked = await pick(...asked);
      await connections.remove('one');
      return picked;
    };
    const options = { active, store, prompts, presentation };
    await assert.rejects(pickTokenOwner(undefined, 'Fetch', options), {
      message: 'The connection was switched or changed meanwhile. Choose again.',
    });
  });
});

const NOBODY = '{"success":true,"message":"","code":200,"data":[]}';
