/** One side of the index benchmark. Arguments: `bare` or `ours`, the server's origin, its partner key. */
import { Pool } from 'undici';
import { SYSTEM_CLOCK } from '../src/api/clock.ts';
import { AT_ONCE, IndexReader } from '../src/customers/indexReader.ts';
import { connect } from '../test/support/connected.ts';
import { bareWalk, type Walked } from './bareWalk.ts';
import { measure } from './compare.ts';
import { collectGarbage } from './garbage.ts';
import { answer, SIZE } from './processes.ts';
import { queriesFor, type Person } from './queries.ts';
import { createSeed } from '../src/emulator/seed.ts';

/** What a query took, and how many it found. */
export interface Searched {
  readonly ms: number;
  readonly hits: number;
}

const [side, origin = '', partnerKey = ''] = process.argv.slice(2);
const QUERIES = 1_000;
/** As many as are shown for a start. */
const LIMIT = 50;

let texts: readonly string[] | undefined;
let last: Awaited<ReturnType<typeof readIndex>> | undefined;
/** Held as well; see `round`. */
let lastPool: Pool | undefined;

/** Reads everybody as Find Anyone does; what that holds is held until the next time. */
async function readIndex() {
  let requests = 0;
  const onCall = () => (requests += 1);
  const { active } = await connect({ url: origin, partnerKey }, { clock: SYSTEM_CLOCK, onCall });
  const reader = new IndexReader(active.requireSession(), SYSTEM_CLOCK, false);
  await reader.run();
  return { active, index: reader.index, requests, members: reader.index.size };
}

function forget(): void {
  last?.active.dispose();
  last = undefined;
}

async function walk(): Promise<Walked> {
  if (side === 'bare') {
    lastPool = new Pool(origin, { connections: AT_ONCE });
    return bareWalk({ origin, partnerKey }, lastPool);
  }
  const before = last;
  last = await readIndex();
  before?.active.dispose();
  return last;
}

answer({
  // What the last round made is held meanwhile: with all objects of a shape, V8 forgets the code that it made for them.
  async round() {
    collectGarbage();
    let walked: Walked | undefined;
    const sample = await measure(async () => (walked = await walk()));
    return { ...sample, requests: walked?.requests, members: walked?.members };
  },
  /** What is held once the index is there, and was not before. */
  async memory() {
    forget();
    const before = collectGarbage();
    last = await readIndex();
    return { bytes: collectGarbage() - before, members: last.members };
  },
  /** What each query took and found, in the order of the queries. */
  async search() {
    const { index } = (last ??= await readIndex());
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
