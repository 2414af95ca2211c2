/**
 * One contender in a process of its own, so that neither collects the other's garbage: reads a round each time it gets a
 * message, and answers with what that took. Arguments: `bare` or `ours`, the server's origin, its partner key.
 */
import { Agent } from 'undici';
import { ApiClient } from '../src/api/client.ts';
import { measure } from './compare.ts';
import { bare, ours } from './httpContenders.ts';

const [contender, origin = '', partnerKey = ''] = process.argv.slice(2);
const server = { origin, partnerKey };
const round =
  contender === 'bare' ? await bare(new Agent(), ApiClient, server) : await ours(ApiClient, server);
process.on('message', () => {
  void measure(round).then((sample) => process.send?.(sample));
});
process.on('disconnect', () => {
  process.exit();
});
process.send?.('ready');
