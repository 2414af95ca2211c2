import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { RawReply } from '../../src/emulator/intercept.ts';

type Json = fc.JsonValue;

/** Replies made from a right one by changes of every kind, some with a secret in them. */
export function changedReply(body: Json, secrets: readonly string[]): fc.Arbitrary<RawReply> {
  return fc.record(changes(secrets)).map(({ mutations, ...how }) => asReply(mutate(body, mutations), how));
}

/** One change in a JSON value: the place is a number, taken modulo the number of places there are. */
interface Mutation {
  readonly place: number;
  readonly how: 'replace' | 'remove' | 'double' | 'rename' | 'none';
  readonly by: Json;
}

function changes(secrets: readonly string[]) {
  const secret = fc.constantFrom(...secrets);
  const odd = fc.oneof<fc.Arbitrary<Json>[]>(
    fc.jsonValue({ maxDepth: 3 }),
    secret,
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true }),
    fc.constantFrom('', '__proto__', 'constructor', '\u0000', '\uD800', 'x'.repeat(5000)),
  );
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    place: fc.nat(10_000),
    how: fc.constantFrom('replace', 'remove', 'double', 'rename', 'none'),
    by: odd,
  });
  return {
    mutations: fc.array(mutation, { maxLength: 3 }),
    /** A change in the text of the body: cut off, a character changed, or something put in. */
    text: fc.option(
      fc.record({
        place: fc.double({ min: 0, max: 1, noNaN: true }),
        how: fc.constantFrom('cut', 'insert', 'wrap', 'spaces'),
        by: fc.oneof(
          secret,
          fc.string({ unit: 'binary', maxLength: 20 }),
          fc.constantFrom(',', '"', '\\u', '﻿', '<'),
        ),
      }),
      { freq: 3 },
    ),
    status: fc.oneof(
      { weight: 6, arbitrary: fc.constant(200) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(201, 204, 301, 302, 304, 307, 308, 400, 401, 403, 404, 408, 418, 429),
      },
      { weight: 1, arbitrary: fc.constantFrom(500, 502, 503, 504, 599, 999) },
    ),
    coding: fc.oneof(
      { weight: 6, arbitrary: fc.constant('none') },
      { weight: 2, arbitrary: fc.constantFrom('gzip', 'br', 'deflate') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('gzip that is none', 'br that is none', 'an unknown one', 'gzip twice'),
      },
    ),
    headers: fc.record(
      {
        'content-type': fc.constantFrom(
          'application/json',
          'text/html; charset=utf-8',
          'application/json; charset=utf-16le',
          'application/json; charset=windows-1251',
          'application/json; charset=nobody-knows',
        ),
        'retry-after': fc.oneof(
          fc.constantFrom('0', '1', '-1', '1e9', 'later', ''),
          fc.nat().map(String),
          secret,
        ),
        location: fc.oneof(
          secret,
          secret.map((word) => `https://${word}.example/`),
          secret.map((word) => `https://user:${word}@example.com/?key=${word}`),
          fc.constantFrom('', '/', '//', 'https://', 'javascript:1', 'http://[::1'),
        ),
      },
      { requiredKeys: [] },
    ),
  };
}

/** Every place in a value, as the object or array it is in and its key there. */
function placesIn(
  value: Json,
  found: [Record<string, Json>, string][] = [],
): [Record<string, Json>, string][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    found.push([value as Record<string, Json>, key]);
    placesIn(inner as Json, found);
  }
  return found;
}

function mutate(body: Json, mutations: readonly Mutation[]): Json {
  const copy = structuredClone(body);
  for (const { place, how, by } of mutations) {
    const places = placesIn(copy);
    const [holder, key] = places[place % places.length] ?? [];
    if (!holder || key === undefined) return by;
    if (how === 'replace') holder[key] = by;
    else if (how === 'double') holder[`${key}2`] = holder[key] ?? null;
    else if (how === 'remove' || how === 'rename') {
      if (how === 'rename') holder[`${key}_`] = holder[key] ?? null;
      Reflect.deleteProperty(holder, key);
    }
  }
  return copy;
}

interface How {
  readonly text: { readonly place: number; readonly how: string; readonly by: string } | null;
  readonly status: number;
  readonly coding: string;
  readonly headers: Readonly<Record<string, string>>;
}

function asReply(body: Json, { text, status, coding, headers }: How): RawReply {
  const [bytes, encoding] = encoded(Buffer.from(changedText(JSON.stringify(body), text)), coding);
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(encoding !== undefined && { 'content-encoding': encoding }),
      ...headers,
    },
    body: bytes,
  };
}

function changedText(whole: string, text: How['text']): string {
  if (text === null) return whole;
  const at = Math.floor(text.place * whole.length);
  switch (text.how) {
    case 'cut':
      return whole.slice(0, at);
    case 'insert':
      return whole.slice(0, at) + text.by + whole.slice(at);
    case 'wrap':
      return text.by + whole + text.by;
    default:
      return whole + ' '.repeat(Math.floor(text.place * 100_000));
  }
}

function encoded(bytes: Buffer, coding: string): [Buffer, string | undefined] {
  switch (coding) {
    case 'gzip':
      return [gzipSync(bytes), 'gzip'];
    case 'gzip twice':
      return [gzipSync(gzipSync(bytes)), 'gzip, gzip'];
    case 'br':
      return [brotliCompressSync(bytes, QUICK), 'br'];
    case 'deflate':
      return [deflateSync(bytes), 'deflate'];
    case 'gzip that is none':
      return [bytes, 'gzip'];
    case 'br that is none':
      return [bytes, 'br'];
    case 'an unknown one':
      return [bytes, 'nobody-knows'];
    default:
      return [bytes, undefined];
  }
}

const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
