/**
 * `node scripts/package.ts [path]`: packs the extension, as it will be shipped, into a `.vsix`, and prints each
 * packed file with its size and the size of the whole.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { node, root } from './project.ts';

/** Packs the extension and returns the path of the `.vsix`: by default one in the root of the project. */
export async function packageExtension(
  path?: string,
  stdio: 'inherit' | 'ignore' = 'inherit',
): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const vsix = resolve(root, path ?? `${name}-${version}.vsix`);
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  // vsce runs `vscode:prepublish` first, the production build. The bundles contain all dependencies.
  await node(
    [
      vsce,
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      vsix,
    ],
    {
      stdio: ['ignore', stdio, 'inherit'],
    },
  );
  return vsix;
}

if (import.meta.main) await packageExtension(process.argv[2]);
