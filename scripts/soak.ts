/**
 * `npm run soak [-- --seed <number>] [--actions <number>] [--path <path> --replay-path <path>]`: as the suite of this
 * name, with more actions, and other ones each time. A failure prints the last two, which repeat it.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { soak } from './suites/soak.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    actions: { type: 'string', default: '10000' },
    path: { type: 'string' },
    'replay-path': { type: 'string' },
  },
});
const { 'replay-path': replayPath, ...rest } = values;
const { failed } = await soak(undefined, { ...rest, replayPath });
process.exitCode = failed > 0 ? 1 : 0;
