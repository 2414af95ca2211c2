import { Readable, pipeline, type Writable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { InterceptedCall, Interception, RawReply } from './intercept.ts';

/** What a fault does to a call it hits. */
export type Deed = Interception | ((call: InterceptedCall) => Interception | undefined);

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** The usual answer, but later. */
export function delayed(ms: number): Interception {
  return {
    transform: async (usual) => {
      await new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
      return usual;
    },
  };
}

/** The work is done, for example a customer created, but the client never learns. */
export const resetAfterWork: Interception = {
  takeOver(request, _, usual) {
    usual();
    request.socket.resetAndDestroy();
  },
};

export const resetInBody: Interception = {
  takeOver(request, response, usual) {
    const { status, headers, body } = usual();
    const bytes = Buffer.from(body);
    response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
    response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.resetAndDestroy());
  },
};

/** A refusal of the service itself, in the envelope. */
export function refusal(status: number, message: string, headers: RawReply['headers'] = {}): RawReply {
  const body = JSON.stringify({ success: false, message, code: status });
  return { status, headers: { ...JSON_TYPE, ...headers }, body };
}

export function tooMany(retryAfter?: string): RawReply {
  return refusal(429, 'Too many requests', retryAfter === undefined ? {} : { 'retry-after': retryAfter });
}

/** A page of whatever stands in front of the service. */
export function gatewayPage(status: number, title: string, headers: RawReply['headers'] = {}): RawReply {
  const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** Changes the text of the usual answer, which stays whole and well-formed as far as HTTP goes. */
export function withText(change: (text: string) => string): Interception {
  return { transform: ({ body, ...usual }) => ({ ...usual, body: change(String(body)) }) };
}

export function withHeaders(headers: Readonly<Record<string, string>>): Interception {
  return { transform: (usual) => ({ ...usual, headers: { ...usual.headers, ...headers } }) };
}

/** The usual text in a content coding. */
export function coded(coding: string, encode: (text: string) => Uint8Array): Interception {
  return {
    transform: ({ status, headers, body }) => ({
      status,
      headers: { ...headers, 'content-encoding': coding },
      body: encode(String(body)),
    }),
  };
}

/** The usual text as ISO 8859-1; what it cannot hold is escaped, so that it says the same. */
export function inLatin1(contentType: string): Interception {
  return {
    transform: ({ status, headers, body }) => {
      const escaped = String(body).replace(
        /[^\0-\xff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      return {
        status,
        headers: { ...headers, 'content-type': contentType },
        body: Buffer.from(escaped, 'latin1'),
      };
    },
  };
}

/** The first row once more, at the end of its page. */
export function withRowTwice(text: string): string {
  const envelope = JSON.parse(text) as { data?: unknown };
  if (Array.isArray(envelope.data)) envelope.data.push(...(envelope.data.slice(0, 1) as unknown[]));
  return JSON.stringify(envelope);
}

/**
 * Sends the same call elsewhere. One that was sent on gets the usual answer, so that a client that follows looks fine
 * and only the emulator's record tells.
 *
 * @param other whether to an origin that is another one, though this emulator is behind it as well
 */
export function redirect(status: number, other: boolean): Deed {
  return ({ origin, path, query }) => {
    if ('redirected' in query) return undefined;
    const to = other ? origin.replace('127.0.0.1', 'localhost') : '';
    const search = new URLSearchParams({ ...query, redirected: 'yes' });
    return { status, headers: { location: `${to}${path}?${search.toString()}` } };
  };
}

const HUGE = 50 * 1024 * 1024;

/** The usual answer with 50 MB of blanks in it: as JSON it is right. */
export function huge(how: 'withLength' | 'chunked' | 'gzip'): Interception {
  return {
    takeOver(_, response, usual) {
      const { status, headers, body } = usual();
      const length = String(Buffer.byteLength(body) + HUGE);
      const extra = {
        withLength: { 'content-length': length },
        chunked: {},
        gzip: { 'content-encoding': 'gzip' },
      }[how];
      response.writeHead(status, { ...headers, ...extra });
      const stages: Writable[] = how === 'gzip' ? [createGzip(), response] : [response];
      // Goes on only as fast as the client reads, and ends when it goes: then there is nobody left to tell.
      pipeline([Readable.from(padded(String(body)), { objectMode: false }), ...stages], () => undefined);
    },
  };
}

function* padded(text: string): Generator<Buffer> {
  const blanks = Buffer.alloc(64 * 1024, ' ');
  yield Buffer.from(text.slice(0, -1));
  for (let sent = 0; sent < HUGE; sent += blanks.length) yield blanks;
  yield Buffer.from(text.slice(-1));
}
