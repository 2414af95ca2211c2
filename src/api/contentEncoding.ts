import * as zlib from 'node:zlib';
import { TransportFailure } from './transportFailure.ts';
import { TooLarge } from './transport.ts';

/** How to undo a coding: at once, or in another thread. */
interface Decoder {
  readonly atOnce: (from: Uint8Array, options: zlib.ZlibOptions) => Uint8Array;
  readonly aside: (
    from: Uint8Array,
    options: zlib.ZlibOptions,
    done: (error: Error | null, to: Uint8Array) => void,
  ) => void;
}

const gzip: Decoder = { atOnce: zlib.gunzipSync, aside: zlib.gunzip };
const br: Decoder = { atOnce: zlib.brotliDecompressSync, aside: zlib.brotliDecompress };
const deflate: Decoder = { atOnce: zlib.inflateSync, aside: zlib.inflate };
const rawDeflate: Decoder = { atOnce: zlib.inflateRawSync, aside: zlib.inflateRaw };

/** What requests may say in `accept-encoding`. Deflate is understood, too, but servers disagree on what it is. */
export const ACCEPTED_ENCODINGS = 'gzip, br';

const MAX_CODINGS = 2;

/** Up to here another thread costs several times more than the work, and the worst body takes some milliseconds. */
const MAX_AT_ONCE_BYTES = 64 * 1024;

/**
 * Takes the content codings off a body, the last one first.
 * @throws TooLarge where a step gives more than `maxBytes`; TransportFailure `malformed` where the body is not what
 * `encoding` says, or that is a coding this client did not ask for.
 */
export async function decode(
  body: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  if (encoding === undefined || body.length === 0) return body;
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MAX_CODINGS) throw notAsSaid();
  let decoded = body;
  for (const coding of codings.reverse()) decoded = await undo(decoded, coding, maxBytes);
  return decoded;
}

async function undo(body: Uint8Array, coding: string, maxBytes: number): Promise<Uint8Array> {
  const decoder = decoderFor(coding, body);
  if (!decoder) throw notAsSaid();
  const options = { maxOutputLength: maxBytes };
  try {
    if (body.length <= MAX_AT_ONCE_BYTES) return decoder.atOnce(body, options);
    return await new Promise((resolve, reject) => {
      decoder.aside(body, options, (error, decoded) => {
        if (error) reject(error);
        else resolve(decoded);
      });
    });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge() : notAsSaid();
  }
}

function decoderFor(coding: string, [first = 0]: Uint8Array): Decoder | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return gzip;
  if (coding === 'br') return br;
  // Deflate is meant to come in zlib's wrapping, whose first byte ends in 8; some servers leave it out.
  if (coding === 'deflate') return (first & 0x0f) === 8 ? deflate : rawDeflate;
  return undefined;
}

function notAsSaid(): TransportFailure {
  return new TransportFailure('malformed', { reached: true, code: 'CONTENT_ENCODING' });
}
