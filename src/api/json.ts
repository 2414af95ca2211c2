import { ApiError, type CallInfo } from './errors.ts';
import type { TransportAnswer } from './transport.ts';

/**
 * The JSON of a body.
 * @throws ApiError `unexpectedResponse` that says what stands there instead, and quotes none of it
 */
export function parseJson(bytes: Uint8Array, answer: TransportAnswer, call: CallInfo): unknown {
  const text = decode(bytes, answer.header('content-type'));
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body: not for an error.
    const start = text.trimStart().slice(0, 1);
    const detail = start === '' ? 'an empty body' : start === '<' ? 'a web page' : 'a body that is not JSON';
    throw new ApiError('unexpectedResponse', call, { status: answer.status, detail });
  }
}

/** A charset that is another than UTF-8. */
const OTHER_CHARSET = /;\s*charset="?(?!utf-?8\b)([\w.:-]+)/i;

/** JSON is UTF-8, but a server that says otherwise is believed: a name then reads as it is spelled. */
function decode(bytes: Uint8Array, contentType = ''): string {
  const charset = OTHER_CHARSET.exec(contentType)?.[1];
  if (charset !== undefined) {
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // A name that nobody knows: most likely it is UTF-8 all the same.
    }
  }
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString();
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
