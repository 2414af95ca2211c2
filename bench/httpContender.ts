/** One side of the HTTP benchmark. Arguments: `bare` or `ours`, the server's origin, its partner key. */
import { Agent } from 'undici';
import { ApiClient } from '../src/api/client.ts';
import { measure } from './compare.ts';
import { bare, ours } from './httpRounds.ts';
import { answer } from './processes.ts';

const [contender, origin = '', partnerKey = ''] = process.argv.slice(2);
const server = { origin, partnerKey };
const round =
  contender === 'bare' ? await bare(new Agent(), ApiClient, server) : await ours(ApiClient, server);
answer({ round: () => measure(round) });
