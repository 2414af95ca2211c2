import { createRequire } from 'node:module';
import { Agent } from 'undici';
import type { ApiClient } from '../../src/api/client.ts';
import { compare, measure } from '../compare.ts';
import { bare, ours, ROUNDS, TITLE } from '../httpContenders.ts';

/** What VS Code calls in the extension host. */
export async function run(): Promise<void> {
  const { BENCH_ORIGIN: origin = '', BENCH_KEY: partnerKey = '', BENCH_CLIENT: file = '' } = process.env;
  // The bundle that is shipped, minified as it is.
  const { ApiClient: Client } = createRequire(file)(file) as { ApiClient: typeof ApiClient };
  const rounds = {
    bare: await bare(new Agent(), Client, { origin, partnerKey }),
    ours: await ours(Client, { origin, partnerKey }),
  };
  await compare(TITLE, ROUNDS, {
    'bare undici': () => measure(rounds.bare),
    'our client': () => measure(rounds.ours),
  });
}
