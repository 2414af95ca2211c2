import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, npm, run } from '../project.ts';

/** VS Code 1.139.1. */
const version = '4.139.1';

/** What the registry said of this version when it was chosen: whoever serves other bytes later is refused. */
const sha512 = 'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';

/** How the folder of an installation that is under way is called. */
const prefix = 'installing-';

/** Modules that would have to be compiled, and what is put in their place. */
const standIns = { '@vscode/spdlog': 'spdlog.mjs', '@vscode/native-watchdog': 'watchdog.mjs' };

/** Half of the installed size, and nothing that an extension's tests reach. */
const unused = ['@github', '@devcontainers', '@microsoft/mxc-sdk'];

/**
 * Installs VS Code's server build once and returns its folder.
 *
 * npm is the one registry that every machine able to `npm ci` can reach, and its package `code-server`
 * carries the whole of VS Code's server build. No install script runs and nothing is compiled.
 */
export async function installServer(): Promise<string> {
  // The number stands for what this script makes of the package: raise it when that changes.
  const installed = join(cache, `code-server-${version}-2`);
  const vscode = join(installed, 'lib', 'vscode');
  await mkdir(cache, { recursive: true });
  await sweep();
  if (existsSync(vscode)) return vscode;

  const temporary = await mkdtemp(join(cache, prefix));
  try {
    console.log(`Installing VS Code's server build (code-server ${version}, once)…`);
    await download(temporary);
    // The rename is the commit: a crash before it leaves nothing that looks installed.
    await rename(join(temporary, 'package'), installed);
  } catch (error) {
    // Of two processes that install at once one comes second, and finds the work done.
    if (!existsSync(vscode)) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  return vscode;
}

/** Removes what an installation left that was killed: no other lives for an hour. */
async function sweep(): Promise<void> {
  for (const name of (await readdir(cache)).filter((each) => each.startsWith(prefix))) {
    const path = join(cache, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Leaves the complete server in `<folder>/package`. */
async function download(folder: string): Promise<void> {
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  await npm(['pack', '--loglevel=error', '--pack-destination', folder, `code-server@${version}`], {
    ...quiet,
    cwd: folder,
  });
  const archive = `code-server-${version}.tgz`;
  const hash = createHash('sha512')
    .update(await readFile(join(folder, archive)))
    .digest('base64');
  if (hash !== sha512) throw new Error(`${archive} is not the archive this project was tried with: ${hash}`);
  // A relative name: GNU tar takes the colon of a Windows path for a host name.
  await run('tar', ['-xzf', archive], { ...quiet, cwd: folder });

  const vscode = join(folder, 'package', 'lib', 'vscode');
  await npm(['install', '--loglevel=error', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    ...quiet,
    cwd: vscode,
  });
  const modules = join(vscode, 'node_modules');
  for (const name of unused) await rm(join(modules, name), { recursive: true, force: true });
  for (const [name, file] of Object.entries(standIns)) {
    await rm(join(modules, name), { recursive: true, force: true });
    await mkdir(join(modules, name), { recursive: true });
    await copyFile(join(import.meta.dirname, 'standIns', file), join(modules, name, file));
    await writeFile(join(modules, name, 'package.json'), JSON.stringify({ name, main: file }));
  }
}
