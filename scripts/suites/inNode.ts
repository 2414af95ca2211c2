import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, root } from '../project.ts';
import { readCounts, type Counts } from './counts.ts';

interface MochaRun {
  readonly files: string;
  /** Milliseconds a single test may take. */
  readonly timeout: number;
  readonly grep: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs all test files that a glob finds in plain Node. */
export async function inNode({ files, timeout, grep, env }: MochaRun): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'partner-console-'));
  const tests = globSync(files, { cwd: root })
    .sort()
    .map((file) => join(root, file));
  const runner = join(import.meta.dirname, 'mochaProcess.ts');
  try {
    await node([runner, join(folder, 'counts.json'), String(timeout), ...tests], {
      env: { ...process.env, ...env, ...(grep ? { TEST_GREP: grep } : {}) },
      // A test that loops for ever hears no other signal.
      killSignal: 'SIGKILL',
    }).catch((error: unknown) => {
      // A failed test ends the process with 1 as well; without counts the process itself failed.
      if (!readCounts(folder)) throw error;
    });
    const counts = readCounts(folder);
    if (!counts) throw new Error('A test, or what it tests, called process.exit before the end.');
    return counts;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
