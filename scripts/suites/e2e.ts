import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../package.ts';
import type { Counts } from './counts.ts';
import { inNode } from './inNode.ts';

/** Packs the extension once and drives it in the window of a real VS Code, as a user would. */
export async function e2e(grep?: string): Promise<Counts> {
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
    await rm(folder, { recursive: true, force: true });
  }
}
