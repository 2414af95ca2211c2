/**
 * `npm run check:promises [-- <words of a test's title>]`: breaks each promise of SECURITY.md on purpose, in a copy of the
 * project, and fails unless the test that the page names for it fails then.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promises } from '../test/promises/promises.ts';
import { SABOTAGE } from '../test/promises/sabotage.ts';
import { root } from './project.ts';

const words = process.argv[2] ?? '';
const copy = mkdtempSync(join(tmpdir(), 'partner-console-'));
process.exitCode = 1;
try {
  for (const name of [
    'package.json',
    'package.nls.json',
    'esbuild.mjs',
    'tsconfig.json',
    'src',
    'test',
    'scripts',
    'openapi',
  ]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  process.exitCode = prove() ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
}

function prove(): boolean {
  const chosen = SABOTAGE.filter(({ test }) => test.includes(words));
  let held = 0;
  for (const { test, file, find, replace } of chosen) {
    const path = join(copy, file);
    const whole = readFileSync(path, 'utf8');
    // As a function: in a text, `$` would mean something.
    writeFileSync(
      path,
      whole.replace(find, () => replace),
    );
    const noticed = fails(test);
    writeFileSync(path, whole);
    held += noticed ? 1 : 0;
    console.log(`${noticed ? 'noticed    ' : 'NOT NOTICED'}  ${test}`);
  }
  console.log(`\n${held} of ${chosen.length} broken promises were noticed.`);
  return held === chosen.length && held > 0;
}

/** Whether the test ran and failed; a process that ended in another way shows nothing. */
function fails(title: string): boolean {
  const { file } = promises().find(({ test }) => test === title) ?? {};
  if (file === undefined) return false;
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
      '--exit',
      '--reporter',
      'json',
      '--fgrep',
      title,
      file,
    ],
    { cwd: copy, encoding: 'utf8', timeout: 120_000 },
  );
  const start = run.stdout.indexOf('{\n  "stats"');
  if (start < 0) return false;
  const { stats } = JSON.parse(run.stdout.slice(start)) as { stats: { tests: number; failures: number } };
  return stats.tests > 0 && stats.failures > 0;
}
