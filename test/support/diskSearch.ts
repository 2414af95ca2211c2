import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret that was found where it must not be; the secret itself is named by its place in the list only. */
export interface Leak {
  readonly file: string;
  readonly secret: number;
  readonly encoding: string;
}

interface Needle {
  readonly bytes: Buffer;
  readonly encoding: string;
  readonly secret: number;
}

/** Of a long secret its beginning and its end are looked for, since to show a part of it is to leak it, too. */
const PART = 20;

/**
 * Looks through every file below a folder for secrets: as they are, backwards, as UTF-16, percent-encoded, in hex, and
 * as base64 or base64url in any of the three alignments. Enough for plain writing; what is encrypted is the secret
 * storage's. One pass over each file, however many secrets there are.
 */
export function search(folder: string, secrets: readonly string[]): Leak[] {
  const byStart = new Map<number, Needle[]>();
  // Asked for each byte, and nearly always says no: much faster than the map.
  const starts = new Uint8Array(1 << 24);
  for (const needle of secrets.flatMap(needlesOf)) {
    const start = needle.bytes.readUIntBE(0, 3);
    starts[start] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
  }
  const leaks: Leak[] = [];
  for (const [file, content] of contents(folder)) {
    const found = new Map<string, Leak>();
    for (let at = 0, last3 = 0; at < content.length; at += 1) {
      last3 = ((last3 << 8) | (content[at] ?? 0)) & 0xffffff;
      if (starts[last3] === 0 || at < 2) continue;
      for (const { bytes, secret, encoding } of byStart.get(last3) ?? []) {
        const end = Math.min(at - 2 + bytes.length, content.length);
        if (content.compare(bytes, 0, bytes.length, at - 2, end) === 0)
          found.set(`${secret} ${encoding}`, { file, secret, encoding });
      }
    }
    leaks.push(...found.values());
  }
  return leaks;
}

/** The files below a folder that hold a text. */
export function filesWith(folder: string, text: string): string[] {
  const needle = Buffer.from(text);
  return [...contents(folder)].filter(([, content]) => content.includes(needle)).map(([file]) => file);
}

function needlesOf(secret: string, place: number): Needle[] {
  const parts = secret.length > 2 * PART ? [secret.slice(0, PART), secret.slice(-PART)] : [secret];
  return parts.flatMap((part) =>
    Object.entries(writtenAs(part)).flatMap(([encoding, forms]) =>
      forms.map((form) => ({ bytes: Buffer.from(form), encoding, secret: place })),
    ),
  );
}

function writtenAs(text: string): Record<string, readonly (string | Buffer)[]> {
  const bytes = Buffer.from(text);
  // Whole groups of three bytes only: what stands before and after changes the characters at either end.
  const aligned = [0, 1, 2].map((skipped) =>
    bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3)),
  );
  const hex = bytes.toString('hex');
  return {
    utf8: [text],
    utf16: [Buffer.from(text, 'utf16le')],
    backwards: [Buffer.from(text).reverse()],
    percent: encodeURIComponent(text) === text ? [] : [encodeURIComponent(text)],
    hex: [hex, hex.toUpperCase()],
    base64: aligned.flatMap((whole) => [whole.toString('base64'), whole.toString('base64url')]),
  };
}

function* contents(folder: string): Generator<[string, Buffer]> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    try {
      yield [file, readFileSync(file)];
    } catch (error) {
      // Files of a running program come and go, and some are locked.
      if (!['ENOENT', 'EBUSY', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
    }
  }
}
