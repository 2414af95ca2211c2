import { createHash } from 'node:crypto';

/** A file that holds no credential, and looks as if it might. */
export interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const BASE64 = `${LETTERS}${DIGITS}+/`;
const BASE64_URL = `${LETTERS}${DIGITS}-_`;
const HEX = `${DIGITS}abcdef`;

/** Numbers that look random and are the same in every run. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(this.#state ^ (this.#state >>> 13), 0x297a2d39);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % limit;
  }

  text(alphabet: string, length: number): string {
    let text = '';
    for (let index = 0; index < length; index += 1) text += alphabet.charAt(this.below(alphabet.length));
    return text;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const WORDS =
  'customer member token partner session agent team reply inbox message label state value index page list fetch open close'.split(
    ' ',
  );

/** Of each kind of text that holds long words without being a credential, many files, each another. */
const KINDS: Readonly<Record<string, (chance: Chance) => string>> = {
  'source.ts': (chance) =>
    lines(chance, 40, () => {
      const [a, b, c] = [chance.pick(WORDS), chance.pick(WORDS), chance.pick(WORDS)];
      return `export const ${a}_${b}_${chance.below(1000)} = ${c}('${a} ${b} ${c}', process.env.${a.toUpperCase()}); // ${b}`;
    }),
  'source.py': (chance) =>
    lines(
      chance,
      120,
      () =>
        `def ${chance.pick(WORDS)}_${chance.pick(WORDS)}(${chance.pick(WORDS)}): return os.environ["${chance.pick(WORDS).toUpperCase()}"]`,
    ),
  'package-lock.json': (chance) =>
    lines(chance, 30, () => {
      const integrity = Buffer.from(chance.text(BASE64, 64)).toString('base64');
      return `    "node_modules/${chance.pick(WORDS)}": { "version": "${chance.below(9)}.${chance.below(9)}.0", "integrity": "sha512-${integrity}" },`;
    }),
  'yarn.lock': (chance) =>
    lines(chance, 30, () => `  checksum: ${chance.below(10)}c0/${chance.text(HEX, 128)}`),
  'bundle.min.js': (chance) =>
    Array.from(
      { length: 60 },
      () =>
        `function ${chance.text(LETTERS, 1 + chance.below(3))}(${chance.text(LETTERS, 1)},${chance.text(LETTERS, 1)}){return _${chance.text(HEX, 24)}_${chance.text(LETTERS, 2)}?"${chance.text(BASE64_URL, chance.below(40))}":${chance.below(1e6)}}`,
    ).join(';'),
  'bundle.js.map': (chance) =>
    `{"version":3,"sources":["a.ts"],"mappings":"${Array.from({ length: 1_000 }, () => chance.text(BASE64, 1 + chance.below(5))).join(',')}"}`,
  'image.base64': (chance) => chance.text(BASE64, 5_000),
  'image.wrapped': (chance) => lines(chance, 60, () => chance.text(BASE64, 76)),
  'base64url.txt': (chance) => lines(chance, 5, () => chance.text(BASE64_URL, 1_000)),
  // The very lengths and characters of a token, but for what makes it one.
  'letters.txt': (chance) => lines(chance, 20, () => chance.text(LETTERS + DIGITS, 256)),
  'near.txt': (chance) =>
    lines(chance, 20, () =>
      chance.pick([
        `${chance.text(LETTERS + DIGITS, 228)}_${chance.text(HEX, 24)}_d`,
        `${chance.text(LETTERS + DIGITS, 229)}_${chance.text(HEX, 23)}_c`,
        `${chance.text(LETTERS + DIGITS, 229)}-${chance.text(HEX, 24)}_c`,
        `${chance.text(LETTERS + DIGITS, 229)}_${chance.text(HEX, 24)}_config`,
        `${chance.text(LETTERS + DIGITS, 100)}_${chance.text(HEX, 24)}_c`,
        `${'x'.repeat(229)}_${'0'.repeat(24)}_c`,
      ]),
    ),
  'uuids.csv': (chance) =>
    lines(chance, 60, () => [8, 4, 4, 4, 12].map((length) => chance.text(HEX, length)).join('-')),
  'ids.json': (chance) => JSON.stringify(Array.from({ length: 150 }, () => chance.text(HEX, 24))),
  'jwts.http': (chance) =>
    lines(chance, 6, () => {
      const part = (length: number): string =>
        Buffer.from(chance.text(LETTERS, length)).toString('base64url');
      return `Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.${part(300)}.${part(256)}`;
    }),
  'hashes.txt': (chance) =>
    lines(chance, 30, () =>
      createHash(chance.pick(['md5', 'sha1', 'sha256', 'sha512']))
        .update(String(chance.below(1e9)))
        .digest(chance.pick(['hex', 'base64', 'base64url'])),
    ),
  'key.pem': (chance) =>
    `-----BEGIN PRIVATE KEY-----\n${lines(chance, 26, () => chance.text(BASE64, 64))}\n-----END PRIVATE KEY-----\n`,
  'vendor.keys': (chance) =>
    lines(chance, 30, () =>
      chance.pick([
        `ghp_${chance.text(LETTERS + DIGITS, 36)}`,
        `sk_live_${chance.text(LETTERS + DIGITS, 99)}`,
        `xoxb-${chance.text(DIGITS, 12)}-${chance.text(LETTERS + DIGITS, 24)}`,
        `AKIA${chance.text(LETTERS, 16).toUpperCase()}`,
      ]),
    ),
  'identifiers.c': (chance) =>
    lines(
      chance,
      100,
      () =>
        `#define ${Array.from({ length: 30 }, () => chance.pick(WORDS)).join('_')}_c ${chance.below(100)}`,
    ),
};

/** The corpus, file by file: what is made is gone before the next is. */
export function* leakCorpus(count: number): Generator<CorpusFile> {
  const kinds = Object.entries(KINDS);
  for (let index = 0; index < count; index += 1) {
    const [name, make] = kinds[index % kinds.length]!;
    yield { name: `${String(index)}/${name}`, text: make(new Chance(index + 1)) };
  }
}

function lines(chance: Chance, count: number, make: () => string): string {
  return Array.from({ length: count }, make).join(chance.pick(['\n', '\r\n']));
}
