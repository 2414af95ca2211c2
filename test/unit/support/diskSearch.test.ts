import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesWith, search } from '../../support/diskSearch.ts';

describe('searching the disk for secrets', () => {
  const secret = 'Zx9-planted+secret-4~1>?';
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'search-'));
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
    writeFileSync(join(folder, 'harmless.txt'), 'nothing to see');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const plants: [string, Buffer][] = [
    ['utf8', Buffer.from(`{"token":"${secret}"}`)],
    ['utf16', Buffer.from(`token ${secret}`, 'utf16le')],
    ['backwards', Buffer.from([...`token ${secret}`].reverse().join(''))],
    ['percent', Buffer.from(`?token=${encodeURIComponent(secret)}`)],
    ['hex', Buffer.from(Buffer.from(secret).toString('hex'))],
    ['hex', Buffer.from(Buffer.from(secret).toString('hex').toUpperCase())],
    ['base64', Buffer.from(Buffer.from(secret).toString('base64'))],
    ['base64', Buffer.from(Buffer.from(`x${secret}`).toString('base64url'))],
    ['base64', Buffer.from(Buffer.from(`x${secret}`).toString('base64'))],
    ['base64', Buffer.from(Buffer.from(`Bearer: ${secret} and more`).toString('base64'))],
  ];
  for (const [index, [encoding, planted]] of plants.entries()) {
    it(`finds one written as ${encoding} (${index})`, () => {
      const file = join(folder, 'deep', 'er', 'file.bin');
      writeFileSync(file, Buffer.concat([Buffer.from([0, 255, 7]), planted]));
      assert.deepEqual(search(folder, ['another', secret]), [{ file, secret: 1, encoding }]);
    });
  }

  it('finds the beginning and the end of a long one', () => {
    const long = `${'abcdefghij'.repeat(3)}-the-middle-${'klmnopqrst'.repeat(3)}`;
    for (const part of [long.slice(0, 25), long.slice(-25)]) {
      const file = join(folder, 'part.txt');
      writeFileSync(file, `only ${part}…`);
      assert.deepEqual(search(folder, [long]), [{ file, secret: 0, encoding: 'utf8' }]);
    }
  });

  it('finds nothing where there is nothing', () => {
    assert.deepEqual(search(folder, [secret]), []);
    assert.deepEqual(filesWith(folder, 'nothing to see'), [join(folder, 'harmless.txt')]);
  });
});
