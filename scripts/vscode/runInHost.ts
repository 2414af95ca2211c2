import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from '../project.ts';
import { findBrowser } from './browser.ts';
import { installServer } from './server.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface HostRun<T> {
  /** The bundle whose `run` VS Code calls. */
  readonly entry: string;
  /** The folder of the extension in development: this one unless told. */
  readonly development?: string;
  /** Folders of extensions that are there as if they had been installed. */
  readonly installed?: readonly string[];
  /** Variables for the extension host. `folder` has all that VS Code writes below it, and goes after the run. */
  readonly env: (folder: string) => Environment | Promise<Environment>;
  /** What came of the run, while that folder is still there. */
  readonly result: (folder: string) => T;
  /** Whether its logs are wanted although VS Code did not fail. */
  readonly failed?: (result: T) => boolean;
  /** Where the logs of a run that failed are put. */
  readonly artifacts: string;
  /** Which VS Code; default: what VSCODE_HOST says. */
  readonly host?: string | undefined;
}

/**
 * Runs a bundle in the extension host of a real VS Code, with an extension in development: the current server build,
 * for `floor` that of the oldest VS Code that the manifest admits, for `desktop` the downloaded one.
 * @throws when VS Code says that it failed, or could not be started
 */
export async function runInHost<T>({
  entry,
  env,
  result,
  failed,
  artifacts,
  ...run
}: HostRun<T>): Promise<T> {
  const { development = root, installed = [], host = process.env['VSCODE_HOST'] } = run;
  const desktop = host === 'desktop';
  if (!desktop) {
    // Before the host starts the clock: the first time on a machine both may take minutes.
    await installServer(host);
    await findBrowser();
  }
  // Below the system's folder for temporary files: a desktop VS Code opens sockets here, whose paths must be short.
  const folder = await mkdtemp(join(tmpdir(), 'partner-console-'));
  const userData = join(folder, 'user-data');
  const workspace = join(folder, 'workspace');
  const extensions = join(folder, 'extensions');
  await mkdir(workspace);
  // The first start of VS Code takes all it finds there for installed.
  for (const from of installed) await cp(from, join(extensions, basename(from)), { recursive: true });
  try {
    await runTests({
      // Node, running our host, takes the place of a downloaded desktop build; runTests passes its path first.
      ...(desktop ? {} : { vscodeExecutablePath: process.execPath }),
      launchArgs: [
        ...(desktop ? [] : [join(import.meta.dirname, 'host.ts')]),
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${extensions}`,
      ],
      extensionDevelopmentPath: development,
      extensionTestsPath: entry,
      extensionTestsEnv: { VSCODE_HOST: host, ...(await env(folder)) },
    });
    const came = result(folder);
    if (failed?.(came)) await keepLogs(userData, artifacts);
    return came;
  } catch (error) {
    await keepLogs(userData, artifacts);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the server, the window and VS Code wrote, for whoever looks into a failure. */
async function keepLogs(userData: string, artifacts: string): Promise<void> {
  for (const name of ['server.log', 'window.log', 'logs']) {
    const from = join(userData, name);
    if (existsSync(from)) await cp(from, join(artifacts, name), { recursive: true });
  }
  console.error(`Logs are in ${artifacts}`);
}
