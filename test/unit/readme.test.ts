import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

describe('the README', () => {
  const shown = Array.from(read('README.md').matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g), ([, text, path]) => ({
    text: text ?? '',
    path: path ?? '',
  }));

  it('shows pictures that are there, are shipped with it, and are told in words', () => {
    assert.ok(shown.length > 0);
    const shipped = read('.vscodeignore')
      .split('\n')
      .filter((line) => line.startsWith('!media/'))
      .flatMap((line) => globSync(line.slice(1), { cwd: root }));
    for (const { text, path } of shown) {
      assert.ok(shipped.includes(path), path);
      assert.ok(text.length > 20, path);
    }
  });

  it('has pictures that together weigh at most 150 kB', () => {
    const sizes = globSync('media/**/*.webp', { cwd: root }).map((path) => statSync(join(root, path)).size);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= 150_000, `${bytes} bytes`);
  });
});
