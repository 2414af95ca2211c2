import assert from 'node:assert/strict';
import { startEmulator } from '../../../src/emulator/server.ts';
import { CHOICES, DEFAULT_SETTINGS, type EmulatorSettings } from '../../../src/emulator/settings.ts';
import { holdToContract } from '../../support/contract.ts';
import { holdPage } from '../../support/generatedPage.ts';
import { pairwise } from '../../support/pairwise.ts';
import { sayEverything, type Outcome } from '../../support/vocabulary.ts';

/** Everything that the service leaves open, with every way it could turn out. */
const UNKNOWNS = { pageSize: [1, 10, 20, 100], ...CHOICES } as const;

type Settings = Omit<EmulatorSettings, 'delayMs'>;

/** Few customers and members, but more than two pages of twenty and with every kind of them. */
const SEED = { customers: 45, members: 160 };

describe('the unknowns of the service', () => {
  async function run(settings: Partial<Settings>): Promise<Readonly<Record<string, Outcome>>> {
    const emulator = await startEmulator({ ...SEED, ...settings });
    const assertKept = await holdToContract(emulator, { requests: true });
    try {
      return await sayEverything(emulator);
    } finally {
      await emulator.stop();
      assertKept();
    }
  }

  for (const row of pairwise(UNKNOWNS)) {
    const named = Object.entries(row).map(([name, value]) => `${name}=${String(value)}`);
    it(`do not confuse the client: ${named.join(' ')}`, async () => {
      const outcomes = await run(row);
      const kinds = Object.entries(outcomes).map(([step, { kind }]) => [step, kind]);
      assert.deepEqual(Object.fromEntries(kinds), expectedKinds(row));
    });
  }

  it('are each described, value by value, on the page that says what the user sees', async () => {
    const usual = await run({});
    assert.deepEqual(
      Object.fromEntries(Object.entries(usual).map(([step, { kind }]) => [step, kind])),
      expectedKinds(DEFAULT_SETTINGS),
    );
    const rows = [['what is not known', 'how it could be', 'when', 'what the user sees']];
    for (const [name, values] of Object.entries(UNKNOWNS)) {
      for (const value of values) {
        const assumed = DEFAULT_SETTINGS[name as keyof Settings] === value;
        const start = [`\`${name}\``, `\`${String(value)}\`${assumed ? ', assumed' : ''}`];
        const outcomes = Object.entries(await run({ [name]: value }));
        const differing = outcomes.filter(([step, { says }]) => says !== usual[step]?.says);
        if (differing.length === 0) rows.push([...start, '', 'no difference']);
        for (const [step, { says }] of differing) rows.push([...start, step, says]);
      }
    }
    const saw = Object.entries(usual).map(([step, { says }]) => `| ${step} | ${says} |`);
    await holdPage(
      'unknowns.md',
      [INTRO, '', '| step | what the user sees |', '| --- | --- |', ...saw, '', BELOW].join('\n'),
      rows,
    );
  }).timeout(60_000);
});

const INTRO = `# What the user sees, whatever the service turns out to do

Nobody has documented how the service behaves in the ways below, so the emulator can behave in each of them, and the
client is run against all values, and against all pairs of values. This page is written by
\`test/unit/behaviour/unknowns.test.ts\`, which fails when it is out of date.

Everything that the client can say, said to a service that behaves as assumed:`;

const BELOW = `The names below are those of the emulator's switches, described in
[its README](../src/emulator/README.md). Each row is a run with that one value, and tells what differs from the above.`;

/** What comes of each step, by the kind of error; worked out from the documentation and the settings alone. */
function expectedKinds(settings: Pick<Settings, keyof typeof UNKNOWNS>): Readonly<Record<string, string>> {
  const { memberTokenAuthorization, tokenFetch, createPath, inactiveTokens } = settings;
  const refused = settings.wrongToken === 403 ? 'forbidden' : 'unauthorized';
  const unless = (condition: boolean, kind: string): string => (condition ? kind : 'ok');
  const withCustomers = unless(memberTokenAuthorization === 'partner', 'explained');
  const withPartners = unless(memberTokenAuthorization === 'customer', 'explained');
  // Fetching the main customer's token by its own kills that one; a refusal has it read anew.
  const replaced = tokenFetch !== 'standing' && memberTokenAuthorization === 'customer';
  // Refused, it was read anew and was another one: from then on that has to be asked for.
  const asks = tokenFetch === 'newForAll' && memberTokenAuthorization === 'partner';
  return {
    'listing customers': 'ok',
    'listing a team': 'ok',
    'searching a team': 'ok',
    "listing with a customer's token that is not active": unless(inactiveTokens === 'refused', 'explained'),
    "fetching an agent's token with the customer's": withCustomers,
    "fetching an agent's token with the partner key": withPartners,
    "fetching a custom user's token with the customer's": withCustomers,
    "fetching a custom user's token with the partner key": withPartners,
    "fetching the main customer's token with its own": withCustomers,
    "fetching the main customer's token with the partner key": withPartners,
    'listing the team again': replaced ? refused : unless(asks, 'explained'),
    'listing it a third time': unless(asks, 'explained'),
    'listing customers with a wrong key': refused,
    'creating a customer by POST /customer/create': unless(createPath === 'older', 'notFound'),
    'creating a customer by POST /customer': unless(createPath === 'newer', 'notFound'),
    'changing a customer': 'ok',
    'deleting a customer': 'ok',
  };
}
