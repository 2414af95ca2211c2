import assert from 'node:assert/strict';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { Arrangements } from '../../../src/customers/arrangement.ts';
import { CustomerStore } from '../../../src/customers/customerStore.ts';
import { Favourites } from '../../../src/customers/favourites.ts';
import type { Interceptor } from '../../../src/emulator/intercept.ts';
import { Presentation } from '../../../src/platform/presentation.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';
import { memoryMemento } from '../../support/memento.ts';

/** Twelve customers: the third page is the last, and has two. */
describe('going to a page', () => {
  const emulator = useEmulator({ customers: 12, members: 60, pageSize: 5 });
  let active: ActiveConnection;
  let store: CustomerStore;
  let failures: number;

  beforeEach(async () => {
    ({ active } = await connect(emulator.current));
    const memento = memoryMemento();
    failures = 0;
    store = new CustomerStore({
      ...{ active, paging: () => 'pages', onFailure: () => (failures += 1) },
      ...{ arrangements: new Arrangements(memento), favourites: new Favourites(memento) },
      presentation: new Presentation(memento),
    });
    await store.open();
  });
  afterEach(() => {
    store.dispose();
    active.dispose();
  });

  /** Which page is said to show, and whether it is that one. */
  function shown(): readonly [page: number | undefined, isThat: boolean] {
    const page = store.place(undefined)?.page;
    const from = ((page ?? 0) - 1) * 5;
    const ids = emulator.current.state.customers.slice(from, from + 5).map(({ _id }) => _id);
    return [page, store.customers.map(({ id }) => id).join() === ids.join()];
  }

  const pasts = {
    'is empty': () => (emulator.current.state.settings.pastTheEnd = 'empty'),
    'is not found': () => (emulator.current.state.settings.pastTheEnd = 'notFound'),
    'is the last one again': () => (emulator.current.state.settings.pastTheEnd = 'lastPage'),
    'is refused': () =>
      emulator.current.intercept(({ query }) => (Number(query['page']) > 3 ? { status: 400 } : undefined)),
  };
  for (const [way, set] of Object.entries(pasts)) {
    it(`says that there is none where what comes past the end ${way}, and keeps what showed`, async () => {
      set();
      for (const from of [1, 3]) {
        await store.goTo(undefined, from);
        assert.deepEqual(shown(), [from, true]);
        for (const past of [4, 5, 40]) {
          const message = `There is no page ${past}.`;
          await assert.rejects(store.goTo(undefined, past), { name: 'UserError', message });
          assert.deepEqual(shown(), [from, true]);
        }
      }
      await store.loadMore(undefined);
      assert.deepEqual(shown(), [3, true]);
      assert.equal(store.place(undefined)?.isLast, true);
      assert.equal(failures, 0);
      assert.equal(active.state, 'connected');
    });
  }

  const faults: Readonly<Record<string, Interceptor>> = {
    'it fails': ({ query }) => (query['page'] === '3' ? { status: 500 } : undefined),
    'all pages are refused': () => ({ status: 400 }),
  };
  for (const [way, fault] of Object.entries(faults)) {
    it(`leaves it to a row where ${way}`, async () => {
      const restore = emulator.current.intercept(fault);
      await store.goTo(undefined, 3);
      assert.deepEqual(shown(), [1, true]);
      assert.equal(failures, 1);
      restore();
      await store.retry(undefined);
      assert.deepEqual(shown(), [3, true]);
    });
  }
});
