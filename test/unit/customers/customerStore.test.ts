import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { ApiClients } from '../../../src/connections/apiClients.ts';
import { DEFAULT_CHOICES } from '../../../src/connections/connection.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { Arrangements } from '../../../src/customers/arrangement.ts';
import { CustomerStore } from '../../../src/customers/customerStore.ts';
import { Favourites } from '../../../src/customers/favourites.ts';
import type { Paging } from '../../../src/customers/pagedList.ts';
import type { CustomerRow, Row } from '../../../src/customers/rows.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { FakeClock } from '../../support/clock.ts';
import { useEmulator } from '../../support/emulator.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

describe('CustomerStore', () => {
  const emulator = useEmulator({ pageSize: 5 });
  let active: ActiveConnection;
  let store: CustomerStore;
  let failures: unknown[];
  let memento: Memento;
  let arrangements: Arrangements;
  let favourites: Favourites;
  let paging: Paging;
  let secrets: MemorySecretStorage;

  beforeEach(async () => {
    secrets = new MemorySecretStorage();
    const connections = new ConnectionStore(memoryMemento(), secrets);
    const remote = {
      origin: emulator.current.url,
      kind: 'remote',
      ...DEFAULT_CHOICES,
    } as const;
    await connections.add({ ...remote, id: 'one', name: 'One' }, emulator.current.partnerKey);
    await connections.add({ ...remote, id: 'two', name: 'Two' }, emulator.current.partnerKey);
    active = new ActiveConnection({
      store: connections,
      workspace: memoryMemento(),
      openSample: () => assert.fail('no sample here'),
      clients: new ApiClients({ clock: new FakeClock() }),
    });
    failures = [];
    memento = memoryMemento();
    arrangements = new Arrangements(memento);
    favourites = new Favourites(memento);
    paging = 'loadMore';
    store = new CustomerStore({
      ...{ active, arrangements, favourites },
      paging: () => paging,
      onFailure: (error) => failures.push(error),
    });
  });
  afterEach(() => {
    store.dispose();
    active.dispose();
  });

  function kinds(rows: readonly Row[]): string {
    const counts = new Map<string, number>();
    for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
  }

  /** The rows once they meet a condition. */
  async function rowsOnce(
    condition: (rows: readonly Row[]) => boolean,
    parent?: CustomerRow,
  ): Promise<readonly Row[]> {
    for (;;) {
      const rows = store.rows(parent);
      if (condition(rows)) return rows;
      await new Promise<void>((resolve) => {
        const subscription = store.onDidChange(() => {
          subscription.dispose();
          resolve();
        });
      });
    }
  }

  /** The rows once nothing is being loaded any more, except one page ahead. */
  function settled(parent?: CustomerRow): Promise<readonly Row[]> {
    return rowsOnce((rows) => !rows.some(({ kind }) => kind === 'loading'), parent);
  }

  /** The first customer with a team of more than one page. */
  async function bigCustomer(): Promise<CustomerRow> {
    await settled();
    const row = store.customers.find(({ id }) => emulator.current.state.teamOf(id).length > 10);
    assert.ok(row);
    return row;
  }

  it('shows that it loads, then the first page and the way to more', async () => {
    assert.equal(kinds(store.rows()), '1 loading');
    assert.equal(kinds(store.rows()), '1 loading');
    assert.equal(kinds(await settled()), '5 customer, 1 more');
    const pages = emulator.current.requests.map(({ query }) => query['page']);
    assert.equal(pages.filter((page) => page === '1').length, 1, 'rendering twice reads once');
    await store.loadMore(undefined);
    assert.equal(kinds(store.rows()), '10 customer, 1 more');
  });

  it('loads a team to its end, where the way to more goes away', async () => {
    const customer = await bigCustomer();
    const size = emulator.current.state.teamOf(customer.id).length;
    while ((await settled(customer)).at(-1)?.kind === 'more') await store.loadMore(customer);
    assert.equal(kinds(store.rows(customer)), `${size} member`);
  });

  it('filters a team through the server, says so, and shows everybody again', async () => {
    const customer = await bigCustomer();
    const wanted = emulator.current.state.teamOf(customer.id).at(-1);
    assert.ok(wanted);
    await store.search(customer, wanted.contact.email);
    await rowsOnce((rows) => kinds(rows) === '1 filter, 1 member', customer);
    assert.equal(store.searchText(customer.id), wanted.contact.email);
    await store.search(customer, 'nobody is called like this');
    assert.equal(kinds(await settled(customer)), '1 filter, 1 empty');
    await store.search(customer, '');
    assert.equal(kinds(await settled(customer)), '5 member, 1 more');
  });

  it('shows the answer to the newest search only', async () => {
    const customer = await bigCustomer();
    emulator.current.intercept(({ query }) => (query['searchText'] === 'slow' ? 'hang' : undefined));
    const slow = store.search(customer, 'slow');
    await store.search(customer, '');
    await slow;
    assert.equal(kinds(await settled(customer)), '5 member, 1 more');
  });

  it('keeps what is loaded when the server goes away, and retries', async () => {
    const customer = await bigCustomer();
    const { intercept } = emulator.current;
    const restoreNextPage = intercept(({ query }) => (query['page'] === '2' ? 'reset' : undefined));
    assert.equal(kinds(await settled(customer)), '5 member, 1 more', 'what is ahead is not asked for yet');
    await store.loadMore(customer);
    assert.equal(kinds(store.rows(customer)), '5 member, 1 failed');
    restoreNextPage();
    await store.retry(customer);
    assert.equal(kinds(store.rows(customer)), '10 member, 1 more');

    const restoreAll = intercept(() => 'reset');
    await assert.rejects(store.refresh(), { kind: 'network' });
    assert.equal(kinds(store.rows()), '1 failed, 5 customer', 'a refresh that failed says so on top');
    restoreAll();
    await store.retry(undefined);
    assert.equal(kinds(store.rows()), '5 customer, 1 more');
    await settled(customer);
    assert.equal(kinds(store.rows(customer)), '10 member, 1 more');
  });

  it('leaves it to the welcome text to say that nothing can be read at all', async () => {
    emulator.current.state.partnerKeyRejected = true;
    assert.equal(kinds(await settled()), '');
    assert.equal(active.state, 'keyRejected');
  });

  it('says in a row what is wrong with an answer, since the server is there', async () => {
    emulator.current.intercept(onPath('/customer/list', { body: '{}' }));
    assert.equal(kinds(await settled()), '1 failed');
    assert.equal((failures[0] as Error).name, 'ApiError');
    await assert.rejects(store.open(), { kind: 'unexpectedResponse' });
  });

  it('shows a row also for what goes wrong before any call', async () => {
    secrets.get = () => Promise.reject(new Error('the keyring is locked'));
    assert.equal(kinds(await settled()), '1 failed');
    assert.equal(failures.length, 1);
  });

  it('lets a customer be picked although the next page could not be read', async () => {
    emulator.current.intercept(({ query }) => (query['page'] === '2' ? 'reset' : undefined));
    await settled();
    await assert.rejects(store.loadMoreCustomers(), { kind: 'network' });
    assert.equal((await store.open()).length, 5);
  });

  it('ends a list where the next page is not found', async () => {
    emulator.current.intercept(({ query }) => (query['page'] === '2' ? { status: 404 } : undefined));
    await rowsOnce((rows) => kinds(rows) === '5 customer');
  });

  it('asks nothing of a server for a row of another connection', async () => {
    const customer = await bigCustomer();
    await active.switchTo('two');
    const calls = emulator.current.requests.length;
    assert.deepEqual(store.rows(customer), []);
    await assert.rejects(store.search(customer, 'x'), { name: 'UserError' });
    assert.equal(emulator.current.requests.length, calls);
  });

  it('leaves it to a welcome text to say that there are no customers', async () => {
    emulator.current.state.customers.length = 0;
    assert.deepEqual(await settled(), []);
    assert.equal(active.state, 'connected');
  });

  it('shows a customer without a team as such', async () => {
    const { state } = emulator.current;
    const empty = state.customers.find(({ _id }) => state.teamOf(_id).length === 0);
    assert.ok(empty);
    while (!store.customer(empty._id)) {
      await settled();
      await store.loadMore(undefined);
    }
    assert.equal(kinds(await settled(store.customer(empty._id))), '1 empty');
  });

  it('starts anew with another connection, under other ids', async () => {
    await settled();
    const [before] = store.customers;
    await active.switchTo('two');
    assert.equal(store.customers.length, 0);
    await settled();
    const [after] = store.customers;
    assert.equal(before?.id, after?.id);
    assert.notEqual(before?.connectionId, after?.connectionId);
  });

  it('says in a row that the server asked for a pause, the same as long as it lasts, and stops when told', async () => {
    const customer = await bigCustomer();
    await settled(customer);
    const restore = emulator.current.intercept(
      onPath('/custom-user', { status: 429, headers: { 'retry-after': '90' } }),
    );
    // Time does not pass in this test's client, so the pause that is told of outlasts its waiting.
    const waiting = rowsOnce((rows) => rows.some(({ kind }) => kind === 'waiting'), customer);
    const search = store.search(customer, 'x');
    const row = (await waiting).find(({ kind }) => kind === 'waiting');
    assert.equal(row?.kind === 'waiting' && row.until > Date.now() + 80_000, true);
    store.stop(customer);
    assert.equal(kinds(store.rows(customer)), '1 filter, 1 stopped');
    await search;
    restore();
    await store.retry(customer);
    assert.equal(kinds(await settled(customer)).includes('stopped'), false);
  });

  it('pins favourites on top, and says which are not loaded until they are', async () => {
    await settled();
    const far = emulator.current.state.customers.at(12);
    assert.ok(far);
    await favourites.add({ connectionId: 'one', customerId: far._id });
    assert.equal(kinds(store.rows()), '1 missing, 5 customer, 1 more');
    await store.loadFavourites(undefined, new AbortController().signal);
    const [first] = store.rows();
    assert.equal(first?.kind === 'customer' && first.id, far._id);
    assert.equal(store.rows().filter((row) => row.kind === 'customer').length, 15, 'it shows once');
    store.drop(far._id);
    assert.deepEqual(favourites.ids('one'), []);
  });

  it('says that a favourite is not there any more only when all is loaded', async () => {
    await favourites.add({ connectionId: 'one', customerId: 'gone' });
    await settled();
    await store.loadFavourites(undefined, new AbortController().signal);
    const row = store.rows().find(({ kind }) => kind === 'missing');
    assert.deepEqual(row?.kind === 'missing' && [row.ids, row.complete], [['gone'], true]);
  });

  it('says how many of how many rows show, and whether the others are loaded', async () => {
    await settled();
    const [first] = store.customers;
    assert.ok(first);
    await arrangements.set('customers', { text: first.customer.name.toUpperCase() });
    const [row] = store.rows();
    assert.deepEqual(row?.kind === 'shown' && [row.shown, row.loaded, row.complete], [1, 5, false]);
    assert.equal(kinds(store.rows()), '1 shown, 1 customer, 1 more');
    await arrangements.reset('customers');
    assert.equal(kinds(store.rows()), '5 customer, 1 more');
  });

  it('shows one page at a time, says which, and keeps favourites of other pages in sight', async () => {
    paging = 'pages';
    store.restart();
    await settled();
    const [first] = store.customers;
    assert.ok(first);
    await favourites.add({ connectionId: 'one', customerId: first.id });
    // As the view does when it hears of that.
    store.rows();
    await store.goTo(undefined, 3);
    assert.equal(kinds(store.rows()), '1 page, 6 customer, 1 more');
    assert.deepEqual(store.place(undefined), { page: 3, of: undefined, isLast: false });
    await store.refresh();
    assert.equal(store.place(undefined)?.page, 3);
    await assert.rejects(store.goTo(undefined, 999), { name: 'UserError' });
    assert.equal(store.place(undefined)?.page, 3);
    assert.equal(store.rows()[1], first);
  });
});
