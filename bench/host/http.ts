import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Agent } from 'undici';
import type { ApiClient } from '../../src/api/client.ts';
import { inTurns, measure } from '../compare.ts';
import { bare, NAMES, ours, ROUNDS } from '../httpRounds.ts';

/** What VS Code calls in the extension host. */
export async function run(): Promise<void> {
  const { BENCH_ORIGIN: origin = '', BENCH_KEY: partnerKey = '' } = process.env;
  const { BENCH_CLIENT: file = '', BENCH_RESULT: result = '' } = process.env;
  // The bundle that is shipped, minified as it is.
  const { ApiClient: Client } = createRequire(file)(file) as { ApiClient: typeof ApiClient };
  const [floor, client] = [
    await bare(new Agent(), Client, { origin, partnerKey }),
    await ours(Client, { origin, partnerKey }),
  ];
  const rounds = await inTurns(ROUNDS, {
    [NAMES.bare]: () => measure(floor),
    [NAMES.ours]: () => measure(client),
  });
  writeFileSync(result, JSON.stringify(rounds));
}
