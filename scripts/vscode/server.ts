import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, npm, run } from '../project.ts';
import { nodePackage, RELEASES, type Release } from './releases.ts';

/** VS Code's server build where it was installed. */
export interface Server {
  /** VS Code itself. */
  readonly folder: string;
  /** The Node it runs in. */
  readonly node: string;
}

/** The registry has not, or not here, what a server is made of. */
export class NotToBeHad extends Error {}

/** How the folder of an installation that is under way is called. */
const prefix = 'installing-';

const executable = process.platform === 'win32' ? 'node.exe' : 'node';

/**
 * Installs VS Code's server build once: the floor with VSCODE_HOST=floor, else the current one.
 *
 * npm is the one registry that every machine able to `npm ci` can reach, and its package `code-server`
 * carries the whole of VS Code's server build. No install script runs and nothing is compiled.
 * @throws {NotToBeHad} where npm cannot bring it
 */
export async function installServer(host = process.env['VSCODE_HOST']): Promise<Server> {
  const release: Release = host === 'floor' ? RELEASES.floor : RELEASES.current;
  const { version } = release;
  // The number stands for what this script makes of the package: raise it when that changes.
  const installed = join(cache, `code-server-${version}-2`);
  const server = {
    folder: join(installed, 'lib', 'vscode'),
    node: release.node === undefined ? process.execPath : join(installed, executable),
  };
  await mkdir(cache, { recursive: true });
  await sweep();
  if (existsSync(server.folder)) return server;

  const temporary = await mkdtemp(join(cache, prefix));
  try {
    console.log(`Installing VS Code's server build (code-server ${version}, once)…`);
    await download(release, temporary);
    // The rename is the commit: a crash before it leaves nothing that looks installed.
    await rename(join(temporary, 'package'), installed);
  } catch (error) {
    // Of two processes that install at once one comes second, and finds the work done.
    if (!existsSync(server.folder)) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  return server;
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
async function download(release: Release, folder: string): Promise<void> {
  const { version, sha512, standIns, unused } = release;
  const archive = await unpack(`code-server@${version}`, folder);
  const hash = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (hash !== sha512) throw new Error(`${archive} is not the archive this project was tried with: ${hash}`);

  const vscode = join(folder, 'package', 'lib', 'vscode');
  for (const [name, ready] of Object.entries(release.ready ?? {})) await takeReady(vscode, name, ready);
  await fetch(
    'its dependencies',
    ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    vscode,
  );
  const modules = join(vscode, 'node_modules');
  for (const name of unused) await rm(join(modules, name), { recursive: true, force: true });
  for (const [name, file] of Object.entries(standIns)) {
    await rm(join(modules, name), { recursive: true, force: true });
    await mkdir(join(modules, name), { recursive: true });
    await copyFile(join(import.meta.dirname, 'standIns', file), join(modules, name, file));
    await writeFile(join(modules, name, 'package.json'), JSON.stringify({ name, main: file }));
  }
  if (release.node !== undefined) {
    const own = join(folder, 'node');
    await mkdir(own);
    await unpack(`${nodePackage()}@${release.node}`, own);
    await rename(join(own, 'package', 'bin', executable), join(folder, 'package', executable));
  }
}

const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };

/** Has npm bring something, and say itself why it cannot. */
async function fetch(what: string, args: readonly string[], folder: string): Promise<void> {
  try {
    await npm([...args, '--loglevel=error'], { ...quiet, cwd: folder });
  } catch (cause) {
    throw new NotToBeHad(`npm cannot bring ${what}; what it said stands above.`, { cause });
  }
}

/** Leaves a package of the registry in `<folder>/package`, and returns the path of its archive. */
async function unpack(name: string, folder: string): Promise<string> {
  await fetch(name, ['pack', '--pack-destination', folder, name], folder);
  const archive = `${name.replace('@', '-')}.tgz`;
  // A relative name: GNU tar takes the colon of a Windows path for a host name.
  await run('tar', ['-xzf', archive], { ...quiet, cwd: folder });
  return join(folder, archive);
}

/** Has npm take another version of a dependency than the one that is locked. */
async function takeReady(folder: string, name: string, version: string): Promise<void> {
  interface Manifest {
    dependencies: Record<string, string>;
    packages?: Record<string, Partial<Manifest>>;
  }
  for (const file of ['package.json', 'npm-shrinkwrap.json']) {
    const path = join(folder, file);
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
    const { packages } = manifest;
    for (const each of [manifest, packages?.['']]) if (each?.dependencies) each.dependencies[name] = version;
    // What is locked says where it would come from.
    if (packages?.[`node_modules/${name}`]) packages[`node_modules/${name}`] = { dependencies: {} };
    await writeFile(path, JSON.stringify(manifest));
  }
}
