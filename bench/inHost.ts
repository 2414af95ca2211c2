import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, root } from '../scripts/project.ts';
import { runInHost, type HostRun } from '../scripts/vscode/runInHost.ts';

/** Builds the extension as it is shipped, and `bench/host`, which runs beside it. */
export async function buildForHost(): Promise<void> {
  await node(['esbuild.mjs', '--production']);
  await node(['esbuild.mjs', '--bench']);
}

/**
 * Runs a file of `bench/host` in the extension host of a real VS Code that was just started, and returns what it
 * wrote to the file that `BENCH_RESULT` names.
 */
export function benchInHost<T>(
  name: string,
  env: Readonly<Record<string, string>>,
  extensions: Pick<HostRun<T>, 'development' | 'installed'> = {},
): Promise<T> {
  const resultIn = (folder: string) => join(folder, 'bench.json');
  return runInHost({
    entry: join(root, 'out', 'bench', `${name}.cjs`),
    ...extensions,
    env: (folder) => ({ ...env, BENCH_RESULT: resultIn(folder) }),
    result: (folder) => JSON.parse(readFileSync(resultIn(folder), 'utf8')) as T,
    artifacts: join(root, 'artifacts', 'bench'),
  });
}
