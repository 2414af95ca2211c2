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

/**
 * Looks through every file below a folder for secrets: as they are, as UTF-16, and as base64 in any of the three
 * alignments. Enough for plain writing; what is encrypted is the secret storage's. One pass over each file, however
 * many secrets there are.
 */
export function search(folder: string, secrets: readonly string[]): Leak[] {
  const byStart = new Map<number, Needle[]>();
  for (const needle of secrets.flatMap(needlesOf)) {
    const start = needle.bytes.readUIntBE(0, 3);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
  }
  const leaks: Leak[] = [];
  for (const [file, content] of contents(folder)) {
    const found = new Set<Needle>();
    for (let at = 0, last3 = 0; at < content.length; at += 1) {
      last3 = ((last3 << 8) | (content[at] ?? 0)) & 0xffffff;
      for (const needle of byStart.get(last3) ?? []) {
        const end = at - 2 + needle.bytes.length;
        if (
          at >= 2 &&
          content.compare(needle.bytes, 0, needle.bytes.length, at - 2, Math.min(end, content.length)) === 0
        ) {
          found.add(needle);
        }
      }
    }
    for (const { secret, encoding } of found) leaks.push({ file, secret, encoding });
  }
  return leaks;
}

/** The files below a folder that hold a text. */
export function filesWith(folder: string, text: string): string[] {
  const needle = Buffer.from(text);
  return [...contents(folder)].filter(([, content]) => content.includes(needle)).map(([file]) => file);
}

function needlesOf(text: string, secret: number): Needle[] {
  const aligned = [0, 1, 2].map((skipped) => {
    // Whole groups of three bytes only: what stands before and after changes the characters at either end.
    const whole = Buffer.from(text).subarray(skipped);
    const groups = whole.subarray(0, whole.length - (whole.length % 3));
    return { bytes: Buffer.from(groups.toString('base64')), encoding: 'base64', secret };
  });
  return [
    { bytes: Buffer.from(text, 'utf8'), encoding: 'utf8', secret },
    { bytes: Buffer.from(text, 'utf16le'), encoding: 'utf16', secret },
    ...aligned,
  ];
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
