import { AT_ONCE } from '../src/customers/indexReader.ts';
import type { Walked } from './bareWalk.ts';
import { inTurns, ratios, share, spreadOf, type Rounds, type Sample } from './compare.ts';
import type { Searched } from './indexContender.ts';
import { SIZE, startContender, withServer, type Contender } from './processes.ts';
import { spreadText, type Report } from './report.ts';

/** How often everybody is read, and how often all queries are asked. */
const [READINGS, SEARCHES] = [21, 11];
/** After so many, hardly any code is still compiled anew. */
const WARM_UP = 3;
const BARE = 'bare requests';
const OURS = 'index';

/** The index of everybody: how long it takes to read, what it holds, how fast it answers. */
export async function run(report: Report): Promise<void> {
  await withServer(async ({ origin, partnerKey }) => {
    const start = (side: string) => startContender('indexContender.ts', [side, origin, partnerKey]);
    const [bare, ours] = [await start('bare'), await start('ours')];
    try {
      await reading(report, bare, ours);
      await memory(report, ours);
      await searching(report, ours);
    } finally {
      bare.end();
      ours.end();
    }
  });
}

async function reading(report: Report, bare: Contender, ours: Contender): Promise<void> {
  report.section(
    'Reading the index',
    `All customers and the teams of all of them (${SIZE.customers} and ${SIZE.members}), each team with its customer's token, ${AT_ONCE} requests at once, from the emulator in another process. The floor makes the same number of requests with undici at the same concurrency and parses the JSON; ours is what Find Anyone does: its reader, with the session, its client and the fingerprints of tokens, and the index that is made on the way. One customer's token is not active, so that team is refused. On loopback hardly anybody waits for the network, so it is processor time that counts: half of what ours takes more goes into the index, 1 to 3 µs for a member, the rest into what the session and its client do for each call. Of both, ${WARM_UP} rounds before the others warm up, and what a round made is held during the next: V8 throws away the code that it made for objects of which none is left.`,
  );
  const walked: Record<string, Walked> = {};
  const ask = (name: string, contender: Contender) => async () => {
    const round = await contender.ask<Sample & Walked>('round');
    walked[name] = round;
    return round;
  };
  const rounds: Rounds = await inTurns(
    READINGS,
    { [BARE]: ask(BARE, bare), [OURS]: ask(OURS, ours) },
    WARM_UP,
  );
  if (walked[BARE]?.requests !== walked[OURS]?.requests || walked[BARE]?.members !== walked[OURS]?.members)
    throw new Error(`They did not do the same: ${JSON.stringify(walked)}`);
  report.compared(rounds, BARE);
  report.note(
    `Each made ${walked[OURS]?.requests ?? 0} requests and read ${walked[OURS]?.members ?? 0} members.`,
  );
  report.goal('Reading the index, wall', share(ratios(rounds, OURS, BARE, 'wall'), 0.5), 1.15, '×');
}

async function memory(report: Report, ours: Contender): Promise<void> {
  report.section(
    'Memory of the index',
    'What a process holds more once the index is there, with the session that read it, on the heap and beside it, after all garbage was collected; the first time is thrown away.',
  );
  const held: number[] = [];
  for (let round = 0; round <= 3; round += 1) {
    const { bytes, members } = await ours.ask<{ bytes: number; members: number }>('memory');
    if (round === 0) continue;
    held.push((bytes / members) * 10_000);
  }
  const megabytes = held.map((bytes) => bytes / 2 ** 20);
  const all = (spreadOf(megabytes).median * SIZE.members) / 10_000;
  report.note(
    `Per 10,000 members: ${spreadText(megabytes, 2)} MB; ${SIZE.members} take ${all.toFixed(0)} MB.`,
  );
}

async function searching(report: Report, ours: Contender): Promise<void> {
  const rounds: Searched[][] = [];
  for (let round = 0; round <= SEARCHES; round += 1) rounds.push(await ours.ask<Searched[]>('search'));
  // The first one warmed up.
  const [first = [], ...measured] = rounds;
  const found = first.filter(({ hits }) => hits > 0).length;
  report.section(
    'Searching the index',
    `${first.length} queries for members of the sample, each a first letter, three letters, half a family name, a whole name with and without its accents, a mailbox, a whole e-mail address, the end of a phone number, a given name and a word of the customer, or a name with a wrong letter; ${found} of them found somebody. Run ${SEARCHES} times; a frame of a screen is 16 ms.`,
  );
  const columns = [0.5, 0.99, 1].map((part) =>
    measured.map((round) =>
      share(
        round.map(({ ms }) => ms),
        part,
      ),
    ),
  );
  const [half = [], most = [], all = []] = columns;
  report.table(
    ['', 'p50, ms', 'p99, ms', 'slowest, ms'],
    [['one query', ...[half, most, all].map((each) => spreadText(each, 2))]],
  );
  report.goal('Query of the index, p99', spreadOf(most).median, 16, 'ms');
}
