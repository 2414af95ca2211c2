import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { manifestText } from '../support/manifest.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly configuration: { readonly properties: object };
  };
}

describe('the README', () => {
  const { contributes } = JSON.parse(manifestText()) as Manifest;
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

  it('calls commands by their titles', () => {
    const titles = new Set(contributes.commands.map(({ title }) => title));
    const bold = Array.from(read('README.md').matchAll(/\*\*([^*]+)\*\*/g), ([, words]) => words ?? '');
    assert.deepEqual(
      [...new Set(bold.filter((words) => !titles.has(words)))],
      [
        // Buttons, a row, views, and beginnings of paragraphs.
        ...['Partner Console', 'Add Connection', 'Load more', 'Copy to Clipboard', 'Saved Tokens'],
        ...['From curl or an HTTP client:', 'From the web panel:'],
      ],
    );
  });

  it('has a row for each setting, and for no other', () => {
    const rows = Array.from(
      read('README.md').matchAll(/^\| `(partnerConsole\.[\w.]+)`/gm),
      ([, name]) => name,
    );
    assert.deepEqual(rows.sort(), Object.keys(contributes.configuration.properties).sort());
  });
});
