import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../../src/platform/replaceFile.ts';

describe('a file that is written whole or not at all', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replace-'));
    path = join(folder, 'team.csv');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function* pieces(...given: (string | Error)[]): AsyncGenerator<string> {
    for (const piece of given) {
      if (piece instanceof Error) throw piece;
      yield await Promise.resolve(piece);
    }
  }

  it('is there whole, and nothing beside it', async () => {
    await replaceFile(path, pieces('one ', 'zwö'));
    assert.equal(await readFile(path, 'utf8'), 'one zwö');
    assert.deepEqual(await readdir(folder), ['team.csv']);
  });

  it('is what it was before where the text ends in a failure', async () => {
    await writeFile(path, 'old');
    await assert.rejects(replaceFile(path, pieces('new', new Error('down'))), /down/);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['team.csv']);
  });

  it('is not there where it was cancelled, even after the last piece', async () => {
    const cancelling = new AbortController();
    async function* text(): AsyncGenerator<string> {
      yield await Promise.resolve('all of it');
      cancelling.abort();
    }
    await assert.rejects(replaceFile(path, text(), cancelling.signal), { name: 'AbortError' });
    assert.deepEqual(await readdir(folder), []);
  });

  it('keeps its permissions, and a link to it', async () => {
    await writeFile(path, 'old');
    await chmod(path, 0o640);
    const link = join(folder, 'link.csv');
    await symlink(path, link);
    await replaceFile(link, pieces('new'));
    assert.equal(await readFile(path, 'utf8'), 'new');
    assert.deepEqual((await readdir(folder)).sort(), ['link.csv', 'team.csv']);
    if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o640);
  });

  it('says where it cannot be written', async () => {
    await assert.rejects(replaceFile(join(folder, 'none', 'team.csv'), pieces('new')), { code: 'ENOENT' });
  });
});
