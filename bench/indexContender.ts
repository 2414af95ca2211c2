/** One side of the index benchmark. Arguments: `bare` or `ours`, the server's origin, its partner key. */
import { bareWalk, type Walked } from './bareWalk.ts';
import { measure } from './compare.ts';
import { collectGarbage } from './garbage.ts';
import { answer, SIZE } from './processes.ts';
import { queriesFor, type Person } from './queries.ts';
import { readIndex } from './readIndex.ts';
import { createSeed } from '../src/emulator/seed.ts';

/** What a query took, and how many it found. */
export interface Searched {
  readonly ms: number;
  readonly hits: number;
}

const [side, origin = '', partnerKey = ''] = process.argv.slice(2);
const server = { origin, partnerKey };
const QUERIES = 1_000;
/** As many as are shown for a start. */
const LIMIT = 50;

let texts: readonly string[] | undefined;
let last: Awaited<ReturnType<typeof readIndex>> | undefined;

async function walk(): Promise<Walked> {
  if (side === 'bare') return bareWalk(server);
  last = await readIndex(server);
  return last;
}

answer({
  async round() {
    last = undefined;
    collectGarbage();
    let walked: Walked | undefined;
    const sample = await measure(async () => (walked = await walk()));
    return { ...sample, requests: walked?.requests, members: walked?.members };
  },
  /** What is held once the index is there, and was not before. */
  async memory() {
    last = undefined;
    const before = collectGarbage();
    last = await readIndex(server);
    return { bytes: collectGarbage() - before, members: last.members };
  },
  /** What each query took and found, in the order of the queries. */
  async search() {
    const { index } = (last ??= await readIndex(server));
    texts ??= queriesFor(everyHundredth(), QUERIES);
    collectGarbage();
    return texts.map((text): Searched => {
      const before = performance.now();
      const hits = index.search(text, LIMIT).length;
      return { ms: performance.now() - before, hits };
    });
  },
});

/** Members of all teams, as the emulator has them. */
function everyHundredth(): Person[] {
  const seed = createSeed(SIZE);
  const people = seed.customers.flatMap(({ _id, name: customer }) =>
    seed.teamOf(_id).map(({ name, contact }) => ({ name, contact, customer })),
  );
  return people.filter((_, place) => place % 100 === 0);
}
