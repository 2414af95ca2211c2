import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certificatesFor } from '../../test/support/certificates.ts';
import { node, root } from '../project.ts';
import { runInHost } from '../vscode/runInHost.ts';
import { readCounts, type Counts } from './counts.ts';

/**
 * Runs `test/integration` in the extension host of a real VS Code, with the extension as it will be shipped. `host` is
 * that of {@link runInHost}.
 */
export async function integration(grep?: string, host = process.env['VSCODE_HOST']): Promise<Counts> {
  const artifacts = join(root, 'artifacts', host ?? 'integration');
  // What is found there after a run is of that run.
  await rm(artifacts, { recursive: true, force: true });
  await node(['esbuild.mjs', '--production']);
  // A test that was renamed or removed must not run from its old bundle.
  await rm(join(root, 'out', 'integration'), { recursive: true, force: true });
  await node(['esbuild.mjs', '--tests']);

  return runInHost({
    entry: join(root, 'out', 'integration', 'index.cjs'),
    async env(folder) {
      // The extension host is told of an authority as users tell it: Node reads this variable when a process starts.
      const certificates = await certificatesFor('partner-api.test');
      const authorityFile = join(folder, 'authority.pem');
      await writeFile(authorityFile, certificates.authority);
      return {
        TEST_RESULTS: join(folder, 'results'),
        TEST_GREP: grep,
        TEST_HOST: host,
        TEST_CERTIFICATES: JSON.stringify(certificates),
        NODE_EXTRA_CA_CERTS: authorityFile,
      };
    },
    result(folder) {
      const counts = readCounts(join(folder, 'results'));
      if (!counts) throw new Error('The extension host died before the tests came to an end.');
      return counts;
    },
    failed: ({ failed }) => failed > 0,
    artifacts,
    host,
  });
}
