import assert from 'node:assert/strict';
import type { CallRecord } from '../../../src/api/http.ts';
import { fault, FAULTS, type FaultName } from '../../../src/emulator/faults.ts';
import { startEmulator } from '../../../src/emulator/server.ts';
import { fetchToken } from '../../../src/tokens/fetchToken.ts';
import { PATHS } from '../../support/apiClient.ts';
import { connect } from '../../support/connected.ts';
import { holdPage } from '../../support/generatedPage.ts';
import { outcomeOf, type Outcome, type Step } from '../../support/vocabulary.ts';

const NEW = { email: 'new.owner@new.example', name: 'New Owner', password: 'not-for-a-log' };
const CREATE = '/customer/create';

/** What the user sees of a fault; the first and the third column are of a fault that occurs once. */
interface Seen {
  readonly readOnce: Outcome;
  readonly readAlways: Outcome;
  readonly fetched: Outcome;
  readonly created: Outcome;
}

describe('what goes wrong', () => {
  const seen = new Map<FaultName, Promise<Seen>>();
  const see = (name: FaultName): Promise<Seen> => {
    const before = seen.get(name);
    if (before) return before;
    const run = suffer(name);
    seen.set(name, run);
    return run;
  };

  for (const [name, [about]] of Object.entries(FAULTS)) {
    it(`is told, or made good for: ${about}`, async () => {
      await see(name as FaultName);
    }).timeout(30_000);
  }

  it('is on the page that says what the user sees', async () => {
    const rows = [
      ['what happens', 'to one reading', 'to each reading', 'fetching a token', 'creating a customer'],
    ];
    for (const [name, [about]] of Object.entries(FAULTS)) {
      const { readOnce, readAlways, fetched, created } = await see(name as FaultName);
      const cells = [readOnce, readAlways, fetched, created].map(({ says }) => says);
      rows.push([about, ...cells.map((text) => withoutChance(text, name))]);
    }
    await holdPage('faults.md', INTRO, rows);
  }).timeout(60_000);
});

/** Without what differs from run to run: ports, and how much is left of two seconds. */
function withoutChance(text: string, name: string): string {
  const fixed = text.replaceAll(/localhost:\d+/g, 'another.host');
  return name === 'rateLimitedDate'
    ? fixed.replace(/Try again (now|in .*)\./, 'Try again in 2 seconds.')
    : fixed;
}

async function suffer(name: FaultName): Promise<Seen> {
  const emulator = await startEmulator({ memberTokenAuthorization: 'partner' });
  const { state, requests, partnerKey } = emulator;
  const calls: CallRecord[] = [];
  const { active } = await connect(emulator, {
    tokenAuthorization: 'partnerKey',
    timeoutMs: name === 'noAnswer' ? 300 : 20_000,
    onCall: (record) => calls.push(record),
  });
  const session = active.requireSession();
  const [customer] = state.customers;
  const [member] = state.teamOf(customer?._id ?? '');
  assert.ok(customer && member);
  const sent = (path: string): number => requests.filter((request) => request.path === path).length;

  const reading: Step = async () => {
    const { items } = await session.withPartnerKey((client) => client.listCustomers({ page: 1 }));
    const expected = state.customers.slice(0, state.settings.pageSize);
    if (items.length === 0) return 'no customers';
    assert.deepEqual(
      [...new Set(items.map(({ id }) => id))],
      expected.map(({ _id }) => _id),
    );
    const spelled = items.filter((read, n) => read.name === expected[n]?.name).length;
    return spelled >= expected.length ? 'the customers' : 'the customers, � in some names';
  };
  try {
    const once = emulator.intercept(fault(name, { path: PATHS.customers, times: 1 }));
    const readOnce = await outcomeOf(reading, emulator);
    once();
    const before = sent(PATHS.customers);
    const always = emulator.intercept(fault(name, { path: PATHS.customers }));
    const readAlways = await outcomeOf(reading, emulator);
    always();
    assert.ok(sent(PATHS.customers) - before <= 3, 'a reading is tried three times at most');

    emulator.intercept(fault(name, { path: PATHS.tokens }));
    const type = state.tokenTypeOf(customer._id, member);
    const owner = { connectionId: 'one', customer: { id: customer._id, name: customer.name } } as const;
    const whose = { ...owner, kind: 'member', id: member._id, name: member.name } as const;
    const fetched = await outcomeOf(async () => {
      const asked = { ...whose, email: member.contact.email };
      const token = await fetchToken(active, asked, type, new AbortController().signal);
      assert.deepEqual(token, state.tokenOf(member._id));
      return 'the token';
    }, emulator);
    assert.equal(sent(PATHS.tokens), 1, 'what may mint a token is sent once');

    emulator.intercept(fault(name, { path: CREATE }));
    const created = await outcomeOf(async () => {
      await session.withPartnerKey((client) => client.createCustomer({ customer: NEW }));
      return 'created';
    }, emulator);
    assert.equal(sent(CREATE), 1, 'what writes is sent once');
    const exists = state.customers.some(({ contact }) => contact.email === NEW.email);
    if (created.kind === 'ok') assert.ok(exists, 'it says so, but there is none');
    else if (exists) assert.match(created.says, /may have been made all the same/);

    const told = JSON.stringify([calls, readOnce, readAlways, fetched, created]);
    const secrets = [
      partnerKey,
      NEW.password,
      NEW.email,
      member.contact.email,
      state.tokenOf(member._id).key,
    ];
    for (const secret of secrets) assert.equal(told.includes(secret), false);
    return { readOnce, readAlways, fetched, created };
  } finally {
    active.dispose();
    await emulator.stop();
  }
}

const INTRO = `# What the user sees when something goes wrong

Each fault that the emulator can cause, in the order of \`src/emulator/faults.ts\`, and what became of a call that met
it. A reading is tried up to three times; fetching a user's token, which may replace the old one, and creating a
customer only once. This page is written by \`test/unit/behaviour/faults.test.ts\`, which fails when it is out of date.`;
