import assert from 'node:assert/strict';
import { isApiError } from '../../../src/api/errors.ts';
import type { Customer } from '../../../src/api/customers.ts';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { TeamSearch, type TeamFindings } from '../../../src/customers/teamSearch.ts';
import { fault } from '../../../src/emulator/faults.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('TeamSearch', () => {
  const emulator = useEmulator({ pageSize: 5 });
  let active: ActiveConnection;
  let search: TeamSearch;
  let shown: TeamFindings[];
  /** Lets what waits for a pause in the typing go on. */
  let pauseEnds: (() => void)[];

  beforeEach(async () => {
    ({ active } = await connect(emulator.current));
    const [first] = emulator.current.state.customers;
    assert.ok(first);
    const customer = { id: first._id, name: first.name } as Customer;
    shown = [];
    pauseEnds = [];
    search = new TeamSearch(active.requireSession(), customer, (signal) => {
      return new Promise((resolve, reject) => {
        pauseEnds.push(() => {
          resolve(undefined);
        });
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    });
  });
  afterEach(() => {
    active.dispose();
  });

  const show = (findings: TeamFindings): void => {
    shown.push({ ...findings, members: [...findings.members] });
  };
  const never = new AbortController().signal;
  const texts = (): (string | undefined)[] =>
    emulator.current.requests
      .filter(({ path }) => path === '/custom-user')
      .map(({ query }) => query['searchText']);

  it('shows the first page at once, and more of it on demand', async () => {
    await search.search('', show, never);
    assert.equal(shown.at(-1)?.members.length, 5);
    assert.equal(shown.at(-1)?.complete, false);
    await search.more();
    const [busy, more] = shown.slice(-2);
    assert.deepEqual([busy?.busy, busy?.members.length], [true, 5]);
    assert.deepEqual([more?.busy, more?.members.length], [false, 10]);
    assert.equal(new Set(more?.members.map(({ id }) => id)).size, 10);
  });

  it('asks once for a word typed in one go', async () => {
    await search.search('', show, never);
    const letters = ['b', 'be', 'ben', 'bennett'];
    const asked = letters.map(() => new AbortController());
    const searches = letters.map((text, nth) => {
      asked[nth - 1]?.abort();
      return search.search(text, show, asked[nth]?.signal ?? never);
    });
    for (const end of pauseEnds) end();
    await Promise.all(searches);
    assert.deepEqual(texts(), [undefined, 'bennett']);
    assert.ok(shown.at(-1)?.members.every(({ name }) => /bennett/i.test(name)));
  });

  it('drops the answer to an older text', async () => {
    const older = new AbortController();
    const first = search.search('a', show, older.signal);
    older.abort();
    await first;
    assert.deepEqual(shown, []);
  });

  it('says that the connection has changed, which is no failure', async () => {
    await search.search('', show, never);
    active.dispose();
    await search.more();
    assert.deepEqual([shown.at(-1)?.ended, shown.at(-1)?.error], [true, undefined]);
  });

  it('shows what failed, keeps what there is, and tries again on demand', async () => {
    await search.search('', show, never);
    const restore = emulator.current.intercept(fault('error500'));
    await search.more();
    assert.ok(isApiError(shown.at(-1)?.error));
    assert.equal(shown.at(-1)?.members.length, 5);
    restore();
    await search.more();
    assert.equal(shown.at(-1)?.error, undefined);
    assert.equal(shown.at(-1)?.members.length, 10);
  });
});
