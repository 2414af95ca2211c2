import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, root } from '../project.ts';
import type { Counts } from './counts.ts';

/** Runs each `check:*` script of package.json, or those with a text in their names; each counts as one test. */
export async function check(grep: string | undefined, interrupted: AbortSignal): Promise<Counts> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  let passed = 0;
  let failed = 0;
  const names = Object.keys(manifest.scripts).filter((script) => script.startsWith('check:'));
  for (const name of names.filter((each) => each.includes(grep ?? ''))) {
    if (interrupted.aborted) break;
    try {
      await npm(['run', '--silent', name]);
      passed++;
      console.log(`  ✔ ${name}`);
    } catch {
      failed++;
      console.log(`  ✘ ${name}`);
    }
  }
  return { passed, failed };
}
