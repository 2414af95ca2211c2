import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../package.ts';
import { root } from '../project.ts';
import { findBrowser } from '../vscode/browser.ts';
import { installServer } from '../vscode/server.ts';
import type { Counts } from './counts.ts';
import { inNode } from './inNode.ts';

/** Packs the extension once and drives it in the window of a real VS Code, as a user would. */
export async function e2e(grep?: string): Promise<Counts> {
  // Here, not in a test's hook: the first time on a machine both may take minutes.
  await installServer();
  await findBrowser();
  // What is found there after a run is of that run.
  await rm(join(root, 'artifacts', 'e2e'), { recursive: true, force: true });
  const folder = await mkdtemp(join(tmpdir(), 'partner-console-'));
  try {
    const vsix = await packageExtension(join(folder, 'extension.vsix'), 'ignore');
    return await inNode({
      files: 'test/e2e/specs/**/*.test.ts',
      timeout: 60_000,
      grep,
      env: { TEST_VSIX: vsix, TEST_FOLDER: folder },
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
