import assert from 'node:assert/strict';
import { deriveToken } from '../../../src/emulator/tokens.ts';
import { DocumentScan, type Leak } from '../../../src/leaks/documentScan.ts';
import { Fingerprints } from '../../../src/leaks/fingerprints.ts';
import { findShapes } from '../../../src/leaks/tokenShape.ts';
import { Chance, leakCorpus } from '../../support/leakCorpus.ts';
import { TextLines } from '../../support/textLines.ts';

/** Of the published shape, of a shape nobody published, and a partner key. */
const SAVED = {
  published: deriveToken('test', 'saved', 0),
  dotted: 'eyJhbGciOi.J9-4fT_x/q+5kE=',
  long: `${'Zk3'.repeat(400)}!`,
  key: 'key-0f3a9c51d27b6e84',
};
const UNSAVED = deriveToken('test', 'unsaved', 0);

function leaksIn(text: string, fingerprints: Fingerprints<string>): readonly Leak<string>[] {
  const scan = new DocumentScan<string>(new TextLines(text));
  for (const run = scan.run(fingerprints); run.next().done !== true;);
  return scan.leaks;
}

describe('the leak guard', () => {
  const fingerprints = new Fingerprints<string>();

  before(() => {
    for (const [name, value] of Object.entries(SAVED)) fingerprints.add(value, name);
  });

  it('gives no false alarm on 2,160 files that hold all that looks like a credential', function () {
    this.timeout(60_000);
    let count = 0;
    let characters = 0;
    for (const { name, text } of leakCorpus(2_160)) {
      assert.deepEqual(leaksIn(text, fingerprints), [], name);
      count += 1;
      characters += text.length;
    }
    assert.ok(count >= 2_000 && characters > 5_000_000);
  });

  it('finds every credential that is planted in these files, in whatever it is wrapped', function () {
    this.timeout(60_000);
    const wraps: readonly ((value: string) => string)[] = [
      (value) => value,
      (value) => `"${value}"`,
      (value) => `'${value}'`,
      (value) => `\`Bearer ${value}\``,
      (value) => `{\\"token\\":\\"${value}\\"}`,
      (value) => `token=${value}&page=1`,
      (value) => `https://example.com/?token=${value}#top`,
      (value) => `<a href="${value}">`,
      (value) => `line\\n${value}\\n`,
      (value) => `(${value});`,
      (value) => `prefix_${value}`,
      (value) => `${'A'.repeat(270_000)}${value}`,
      (value) => `ä😀${value}😀`,
    ];
    const planted = Object.entries({ ...SAVED, unsaved: UNSAVED });
    const chance = new Chance(7);
    let count = 0;
    for (const { name, text } of leakCorpus(300)) {
      const lineEnd = chance.pick(['\n', '\r\n', '\r']);
      const lines = text.split(/\r\n|\n/);
      const line = chance.below(lines.length + 1);
      const [what, value] = planted[count % planted.length]!;
      const wrap = wraps[count % wraps.length]!;
      lines.splice(line, 0, wrap(value));
      // What follows a saved value in the same word hides nothing.
      const found = leaksIn(lines.join(lineEnd), fingerprints);
      const start = wrap(value).indexOf(value);
      assert.deepEqual(
        found,
        [{ line, start, end: start + value.length, what: what === 'unsaved' ? undefined : what }],
        `${name}, wrap ${count % wraps.length}, ${what}`,
      );
      count += 1;
    }
    assert.equal(count, 300);
  });

  it('finds them whatever the encoding was that a file was read from', () => {
    const text = `first\r\nconst token = "${SAVED.published}";\r\n`;
    const utf16le = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const encodings: readonly (readonly [string, Uint8Array])[] = [
      ['utf-8', Buffer.from(`\uFEFF${text}`)],
      ['utf-16le', utf16le],
      ['utf-16be', Buffer.from(utf16le).swap16()],
      ['windows-1252', Buffer.from(text, 'latin1')],
    ];
    for (const [encoding, bytes] of encodings) {
      const [leak] = leaksIn(new TextDecoder(encoding).decode(bytes), fingerprints);
      assert.equal(leak?.what, 'published', encoding);
    }
  });

  it('finds several in one line, and says nothing twice', () => {
    const text = `${SAVED.published},${UNSAVED},${SAVED.key}`;
    assert.deepEqual(
      leaksIn(text, fingerprints).map(({ what }) => what),
      ['published', undefined, 'key'],
    );
  });

  it('leaves files alone that are not text', () => {
    assert.deepEqual(leaksIn(`PK\0\0\n${SAVED.published}`, fingerprints), []);
  });

  it('does not look for values that are too short to be told from words', () => {
    const short = new Fingerprints<string>();
    short.add('token-value', 'short');
    assert.deepEqual(leaksIn('const token-value = 1', short), []);
  });

  it('recognises the published shape only whole', () => {
    assert.deepEqual(findShapes(`x ${UNSAVED} y`), [{ start: 2, end: 258 }]);
    assert.deepEqual(findShapes(UNSAVED.slice(1)), []);
    assert.deepEqual(findShapes(`${UNSAVED}d`), []);
    assert.deepEqual(findShapes(UNSAVED.replace('_c', '_C')), []);
    assert.deepEqual(findShapes(`${'x'.repeat(229)}_${'0'.repeat(24)}_c`), [], 'a placeholder');
  });

  it('takes no time that grows faster than the text', () => {
    const started = performance.now();
    for (const text of ['A'.repeat(4_000_000), '_0'.repeat(2_000_000), `${'0'.repeat(300)}_`.repeat(13_000)])
      assert.deepEqual(leaksIn(text, fingerprints), []);
    // Matching from every character on would take minutes.
    assert.ok(performance.now() - started < 4_000);
  });
});
