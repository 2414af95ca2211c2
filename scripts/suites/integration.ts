import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { certificatesFor } from '../../test/support/certificates.ts';
import { node, root } from '../project.ts';
import { findBrowser } from '../vscode/browser.ts';
import { installServer } from '../vscode/server.ts';
import { readCounts, type Counts } from './counts.ts';

const artifacts = join(root, 'artifacts', 'integration');

/** Runs `test/integration` in the extension host of a real VS Code, with the extension as it will be shipped. */
export async function integration(grep?: string): Promise<Counts> {
  // What is found there after a run is of that run.
  await rm(artifacts, { recursive: true, force: true });
  await node(['esbuild.mjs', '--production']);
  // A test that was renamed or removed must not run from its old bundle.
  await rm(join(root, 'out', 'integration'), { recursive: true, force: true });
  await node(['esbuild.mjs', '--tests']);

  const desktop = process.env['VSCODE_HOST'] === 'desktop';
  if (!desktop) {
    // Before the host starts the clock: the first time on a machine both may take minutes.
    await installServer();
    await findBrowser();
  }
  const host = join(root, 'scripts', 'vscode', 'host.ts');
  // Below the system's folder for temporary files: a desktop VS Code opens sockets here, whose paths must be short.
  const folder = await mkdtemp(join(tmpdir(), 'partner-console-'));
  const results = join(folder, 'results');
  const userData = join(folder, 'user-data');
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  try {
    // The extension host is told of an authority as users tell it: Node reads this variable when a process starts.
    const certificates = await certificatesFor('partner-api.test');
    const authorityFile = join(folder, 'authority.pem');
    await writeFile(authorityFile, certificates.authority);
    await runTests({
      // Node, running our host, takes the place of a downloaded desktop build; runTests passes its path first.
      ...(desktop ? {} : { vscodeExecutablePath: process.execPath }),
      launchArgs: [
        ...(desktop ? [] : [host]),
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
      ],
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, 'out', 'integration', 'index.cjs'),
      extensionTestsEnv: {
        TEST_RESULTS: results,
        TEST_GREP: grep,
        TEST_CERTIFICATES: JSON.stringify(certificates),
        NODE_EXTRA_CA_CERTS: authorityFile,
      },
    });
    const counts = readCounts(results);
    if (!counts) throw new Error('The extension host died before the tests came to an end.');
    if (counts.failed > 0) await keepLogs(userData);
    return counts;
  } catch (error) {
    await keepLogs(userData);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the server, the window and VS Code wrote, for whoever looks into a failure. */
async function keepLogs(userData: string): Promise<void> {
  for (const name of ['server.log', 'window.log', 'logs']) {
    const from = join(userData, name);
    if (existsSync(from)) await cp(from, join(artifacts, name), { recursive: true });
  }
  console.error(`Logs are in ${artifacts}`);
}
