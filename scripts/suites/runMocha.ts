import Mocha from 'mocha';
import type { Counts } from './counts.ts';

/**
 * Runs test files to the end and counts. The same in plain Node and in VS Code's extension host, so that a test
 * behaves alike in both.
 */
export async function runMocha(files: readonly string[], options: Mocha.MochaOptions): Promise<Counts> {
  const mocha = new Mocha({
    ui: 'bdd',
    // Every test runs: a count cannot hide one that does not.
    forbidOnly: true,
    forbidPending: true,
    color: process.env['FORCE_COLOR'] === '1',
    ...options,
  });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return await new Promise<Counts>((resolve) => {
    const runner = mocha.run((failed) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed });
    });
  });
}
