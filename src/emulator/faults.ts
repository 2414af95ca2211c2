import { brotliCompressSync, gzipSync } from 'node:zlib';
import { coded, delayed, gatewayPage, huge, inLatin1, redirect, refusal, resetAfterWork } from './deeds.ts';
import { resetInBody, tooMany, withHeaders, withRowTwice, withText, type Deed } from './deeds.ts';
import type { Interception, Interceptor } from './intercept.ts';
import { randomFor } from './random.ts';

/** What can go wrong: a line about it, and how it is done. */
export const FAULTS = {
  delay: ['answers after half a second', delayed(500)],
  noAnswer: ['never answers', 'hang'],
  resetBeforeAnswer: ['cuts the connection before it does or answers anything', 'reset'],
  resetAfterWork: ['does what the call asks for, then cuts the connection', resetAfterWork],
  resetInBody: ['cuts the connection half through the body', resetInBody],

  rateLimited: ['429 without Retry-After', tooMany()],
  rateLimitedSeconds: ['429, Retry-After in two seconds', tooMany('2')],
  rateLimitedHour: ['429, Retry-After in an hour, in seconds', tooMany('3600')],
  rateLimitedDate: [
    '429, Retry-After in two seconds, as a date',
    () => tooMany(new Date(Date.now() + 2000).toUTCString()),
  ],
  rateLimitedPast: ['429, Retry-After a date long ago', tooMany(new Date(0).toUTCString())],
  rateLimitedNegative: ['429, Retry-After: -5', tooMany('-5')],
  rateLimitedForEver: ['429, Retry-After: 1000000000000', tooMany('1000000000000')],
  rateLimitedExponent: ['429, Retry-After: 1e12', tooMany('1e12')],
  rateLimitedWords: ['429, Retry-After: in a while', tooMany('in a while')],
  rateLimitedEmpty: ['429 with an empty Retry-After', tooMany('')],

  error500: ['500 in the envelope', refusal(500, 'Something went wrong')],
  error502: ['502 with the HTML page of a gateway', gatewayPage(502, 'Bad Gateway')],
  error503: ['503 with the HTML page of a gateway', gatewayPage(503, 'Service Unavailable')],
  error503Seconds: [
    '503, Retry-After in two seconds',
    gatewayPage(503, 'Service Unavailable', { 'retry-after': '2' }),
  ],
  error504: ['504 with the HTML page of a gateway', gatewayPage(504, 'Gateway Timeout')],

  htmlPage: ['an HTML page with 200, as a login page would be', gatewayPage(200, 'Sign in')],
  wrongContentType: [
    'the usual answer, said to be HTML',
    withHeaders({ 'content-type': 'text/html; charset=utf-8' }),
  ],
  truncatedJson: [
    'the first half of the JSON, as if it were all',
    withText((text) => text.slice(0, text.length >> 1)),
  ],
  trailingComma: [
    'a comma too many, as in a published sample',
    withText((text) => text.replace(/\}$/, ',}')),
  ],
  emptyBody: ['200 with no body', withText(() => '')],
  noContent: ['204', { status: 204 }],
  duplicateIds: ['the first row once more at the end of its page', withText(withRowTwice)],

  hugeBody: ['50 MB of correct JSON, with its length', huge('withLength')],
  hugeBodyChunked: ['50 MB of correct JSON, of unknown length', huge('chunked')],
  gzipBomb: ['correct JSON of 50 MB in some 50 kB of gzip', huge('gzip')],

  latin1: ['ISO 8859-1, and says so', inLatin1('application/json; charset=iso-8859-1')],
  latin1AsUtf8: ['ISO 8859-1, but says UTF-8', inLatin1('application/json; charset=utf-8')],
  gzip: ['gzip, and says so', coded('gzip', (text) => gzipSync(text))],
  brotli: ['br, and says so', coded('br', (text) => brotliCompressSync(text))],
  gzipLie: ['says gzip, but is plain', withHeaders({ 'content-encoding': 'gzip' })],

  redirect301: ['301 to the same origin', redirect(301, false)],
  redirect302: ['302 to the same origin', redirect(302, false)],
  redirect307: ['307 to the same origin', redirect(307, false)],
  redirect308: ['308 to the same origin', redirect(308, false)],
  redirect301Elsewhere: ['301 to another origin', redirect(301, true)],
  redirect302Elsewhere: ['302 to another origin', redirect(302, true)],
  redirect307Elsewhere: ['307 to another origin', redirect(307, true)],
  redirect308Elsewhere: ['308 to another origin', redirect(308, true)],
} as const satisfies Readonly<Record<string, readonly [about: string, deed: Deed]>>;

export type FaultName = keyof typeof FAULTS;

/** Which calls a fault hits; all of them unless told. */
export interface FaultScope {
  readonly path?: string;
  readonly method?: string;
  /** How many calls at most: a burst. */
  readonly times?: number;
  /** The share of calls, from 0 to 1. Which ones is drawn, but the same ones in every run. */
  readonly rate?: number;
  /** Another word draws other calls. */
  readonly seed?: string;
}

/**
 * An interceptor that makes calls go wrong, for `emulator.intercept`.
 *
 * @param what a name of the table or any interception; of several, each call that is hit gets the next
 */
export function fault(
  what: FaultName | Interception | readonly (FaultName | Interception)[],
  { path, method, times = Infinity, rate = 1, seed = 'faults' }: FaultScope = {},
): Interceptor {
  const all = [what].flat();
  const random = randomFor(seed);
  let hits = 0;
  return (call) => {
    if ((path !== undefined && path !== call.path) || (method !== undefined && method !== call.method))
      return;
    if (hits >= times || random() >= rate) return;
    const deed = deedOf(all[hits % all.length]);
    const interception = typeof deed === 'function' ? deed(call) : deed;
    if (interception !== undefined) hits += 1;
    return interception;
  };
}

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(FAULTS, text);
}

function deedOf(what: FaultName | Interception | undefined): Deed | undefined {
  return typeof what === 'string' && isFaultName(what) ? FAULTS[what][1] : what;
}
