import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Refusal } from './answer.ts';

/**
 * A call and its answer, as an observer sees them. Credentials in headers are replaced before it does; the
 * answer to a token call still holds the token.
 */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; the value of a credential is `<credential>`, after `Bearer ` if that stood there. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text; `''` if there is none. */
  readonly body: string;
  /** `undefined` if no answer was given, or if an interceptor wrote it by hand. */
  readonly reply: ObservedReply | undefined;
  /** Whether an interceptor decided about the call, so that the answer may be any. */
  readonly intercepted: boolean;
}

export interface ObservedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Told of an exchange before its client can know the answer. */
export type Observer = (exchange: Exchange) => void;

const CREDENTIALS = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** The headers of a request, fit to be kept. */
export function withoutCredentials(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value = '']) => {
    const text = typeof value === 'string' ? value : value.join(', ');
    if (!CREDENTIALS.has(name)) return [name, text];
    return [name, `${/^(?:Bearer|Basic) /.exec(text)?.[0] ?? ''}<credential>`];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

/** No call documents a body that comes near this. */
const MOST_BYTES = 1024 * 1024;

/** The body of a request as text. Throws a `Refusal` when it is longer than any call needs. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  if (bytes > MOST_BYTES) throw new Refusal(413, 'The body is too long');
  return Buffer.concat(chunks).toString('utf8');
}
