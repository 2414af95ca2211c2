import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { node, root } from '../scripts/project.ts';
import { runInHost } from '../scripts/vscode/runInHost.ts';
import { compare, type Sample } from './compare.ts';
import { ROUNDS, TITLE, type Server } from './httpContenders.ts';

/** The client against bare undici: in plain Node, and as it is shipped in the extension host of a real VS Code. */
export async function run(): Promise<void> {
  const partnerKey = 'a-key-for-the-benchmark-only';
  const emulator = spawn(process.execPath, [join(root, 'src', 'emulator', 'main.ts'), '--key', partnerKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [greeting] = (await once(emulator.stdout, 'data')) as [Buffer];
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(String(greeting))?.[0];
    if (origin === undefined) throw new Error('The emulator did not say where it is.');
    await inNode({ origin, partnerKey });
    await inExtensionHost({ origin, partnerKey });
  } finally {
    emulator.kill();
  }
}

async function inNode({ origin, partnerKey }: Server): Promise<void> {
  console.log('\n  in plain Node, each in a process of its own');
  const start = (contender: string) =>
    fork(join(import.meta.dirname, 'httpProcess.ts'), [contender, origin, partnerKey]);
  const processes = [start('bare'), start('ours')] as const;
  try {
    const [bare, ours] = processes.map((child) => {
      const ready = once(child, 'message');
      return async (): Promise<Sample> => {
        await ready;
        const answer = once(child, 'message');
        child.send('round');
        return ((await answer) as [Sample])[0];
      };
    });
    if (bare && ours) await compare(TITLE, ROUNDS, { 'bare undici': bare, 'our client': ours });
  } finally {
    for (const child of processes) child.kill();
  }
}

async function inExtensionHost({ origin, partnerKey }: Server): Promise<void> {
  console.log("\n  in VS Code's extension host, both in its one process");
  await node(['esbuild.mjs', '--production']);
  await node(['esbuild.mjs', '--bench']);
  await runInHost({
    entry: join(root, 'out', 'bench', 'http.cjs'),
    env: () => ({
      BENCH_ORIGIN: origin,
      BENCH_KEY: partnerKey,
      BENCH_CLIENT: join(root, 'dist', 'api.cjs'),
    }),
    result: () => undefined,
    artifacts: join(root, 'artifacts', 'bench'),
  });
}
