import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { AskBeforeFetching } from '../../../src/connections/askBeforeFetching.ts';
import { withConsent } from '../../../src/connections/tokenConsent.ts';
import { useEmulator } from '../../support/emulator.ts';
import { connect, type Connected } from '../../support/connected.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';

describe('a host whose fetches replace tokens', () => {
  const emulator = useEmulator({ tokenFetch: 'newForAll' });
  let connected: Connected;

  beforeEach(async () => {
    connected = await connect(emulator.current);
  });
  afterEach(() => {
    connected.active.dispose();
  });

  const [customer, other] = [0, 1].map((nth) => () => {
    const found = emulator.current.state.customers[nth];
    assert.ok(found);
    return { id: found._id, name: found.name };
  });

  async function read(who = customer): Promise<number> {
    const { active } = connected;
    const page = await active
      .requireSession()
      .withCustomerToken(who?.() ?? assert.fail(), (client, customerToken, signal) =>
        client.listTeamMembers({ customerToken, page: 1, signal }),
      );
    return page.items.length;
  }

  function fetches(): number {
    return emulator.current.requests.filter(({ query }) => 'userId' in query).length;
  }

  /** Does something with the tokens of customers as one who says yes or no to it. */
  function agreed<T>(
    confirm: boolean,
    customers: readonly (typeof customer)[],
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    const prompts = new ScriptedPrompts({ confirm });
    const named = customers.map((who) => who?.() ?? assert.fail());
    return withConsent(connected.active.requireSession(), named, prompts, work);
  }

  /** As after a restart: what is in memory is gone. */
  async function again(): Promise<void> {
    await connected.active.switchTo('one');
  }

  it('is marked once a second fetch brings another token, and asks from then on', async () => {
    await read();
    assert.deepEqual(connected.shown, []);
    await again();
    assert.ok((await read()) > 0, 'what was fetched is used');
    assert.ok(connected.active.requireSession().asksForTokens, 'at once');
    const { store } = connected;
    while (store.get('one')?.tokenFetches !== 'afterAsking') await turn();
    assert.equal(fetches(), 2);

    await assert.rejects(read(other), AskBeforeFetching);
    await read();
    await again();
    await assert.rejects(read(), AskBeforeFetching);
    assert.equal(fetches(), 2, 'nothing was fetched without asking');

    assert.equal(await agreed(false, [customer], () => assert.fail()), undefined);
    assert.ok(await agreed(true, [customer], () => read()));
    assert.equal(fetches(), 3);
    assert.equal(connected.shown.length, 1, 'it is told once');
    assert.match(
      connected.shown.join(),
      /has another token than the last time.* \[partnerConsole\.connection\.edit\]$/,
    );
    await store.update('one', { tokenFetches: 'whenNeeded' });
    await read(other);
    assert.equal(fetches(), 4);
  });

  it('has an agreement count for what it was asked for, and no longer, however that ends', async () => {
    const session = connected.active.requireSession();
    session.update({ ...session.connection, tokenFetches: 'afterAsking' });
    // As one who dismisses the question where to write a file.
    await agreed(true, [customer, other], () => Promise.resolve());
    await assert.rejects(read(), AskBeforeFetching);
    await assert.rejects(
      agreed(true, [customer, other], async () => {
        await read();
        throw new Error('the disk is full');
      }),
      /disk/,
    );
    await assert.rejects(read(other), AskBeforeFetching);
    assert.equal(fetches(), 1);
    await read();
    assert.equal(fetches(), 1, 'what was fetched is kept');
  });

  it('takes an agreement back without taking one that was given since', async () => {
    const session = connected.active.requireSession();
    session.update({ ...session.connection, tokenFetches: 'afterAsking' });
    const { id } = customer?.() ?? assert.fail();
    const before = session.permitFetch(id);
    session.permitFetch(id);
    before.dispose();
    assert.ok(await read());
  });
});

describe('a host whose tokens stand', () => {
  const emulator = useEmulator();

  it('is never marked', async () => {
    const { active, store } = await connect(emulator.current);
    const [first] = emulator.current.state.customers;
    assert.ok(first);
    for (let nth = 0; nth < 3; nth += 1) {
      await active
        .requireSession()
        .withCustomerToken({ id: first._id, name: first.name }, (client, customerToken, signal) =>
          client.listTeamMembers({ customerToken, page: 1, signal }),
        );
      await active.switchTo('one');
    }
    assert.equal(store.get('one')?.tokenFetches, 'whenNeeded');
    active.dispose();
  });
});
