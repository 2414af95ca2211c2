import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../project.ts';
import { startGroup } from './processGroup.ts';
import { installServer } from './server.ts';

export interface WorkbenchOptions {
  /** All that this VS Code and its browser write goes below this folder. Used again, it finds its old state. */
  readonly userDataDir: string;
  /** Default: a folder below `userDataDir`. */
  readonly extensionsDir?: string;
  /** A packaged extension to be installed first. */
  readonly vsix?: string;
  /** Asks for trust as VS Code does. Default: every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Lets the page load an extension from its folder and run tests; such a window shows no notifications. */
  readonly development?: boolean;
  /** How much VS Code and the extensions write to their logs. Default: `info`. */
  readonly logLevel?: 'info' | 'trace';
  /** The language of VS Code as extensions see it, `es` say: its own texts stay English. */
  readonly locale?: string;
  /** User settings above the quiet ones that every workbench gets. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Workbench {
  readonly port: number;
  readonly userDataDir: string;
  /** What the server and the extension host printed. */
  readonly logFile: string;
  /** The address that opens a folder, as from a file picker; without one an empty window. */
  url(folder?: string, payload?: readonly (readonly [string, string])[]): string;
  /** A path of this machine as the workbench names it. */
  uri(path: string): string;
  /** Settles when the server is gone, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** No AI panels, no welcome pages, no updates, no telemetry: what is under test, and nothing else. */
const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.menuBarVisibility': 'compact',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Starts VS Code's server build on a free port of the loopback interface. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { folder: vscode, node } = await installServer();
  const { userDataDir, extensionsDir = join(userDataDir, 'extensions') } = options;
  await mkdir(join(userDataDir, 'User'), { recursive: true });
  const settingsFile = join(userDataDir, 'User', 'settings.json');
  // Written once: what a person changes while trying the extension stays.
  if (!existsSync(settingsFile)) {
    await writeFile(settingsFile, JSON.stringify({ ...quiet, ...options.settings }, null, 2));
  }

  // No Marketplace: nothing is looked for on the network, and tests cannot come to depend on it.
  const env = { ...ownEnvironment(), EXTENSIONS_GALLERY: '{}' };
  const folders = [
    '--accept-server-license-terms',
    ...['--server-data-dir', join(userDataDir, 'server')],
    ...['--user-data-dir', userDataDir],
    ...['--extensions-dir', extensionsDir],
  ];
  if (options.vsix) {
    const server = join(vscode, 'out', 'server-main.js');
    await run(node, [server, ...folders, '--install-extension', options.vsix, '--force'], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  // After the installation, which writes this file too.
  if (options.locale) await pretendLanguagePack(userDataDir, options.locale);

  // The workbench can start terminals: without a token any web page and any local user could use it.
  const token = randomBytes(16).toString('hex');
  const args = [
    join(import.meta.dirname, 'serve.ts'),
    ...folders,
    ...['--connection-token', token],
    ...['--telemetry-level', 'off'],
    ...['--log', options.logLevel ?? 'info'],
    ...(options.locale ? ['--locale', options.locale] : []),
    ...(options.development ? ['--enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
  const portFile = join(userDataDir, 'port');
  const recordedPort = await readFile(portFile, 'utf8').catch(() => undefined);
  const group = startGroup(node, args, {
    env: {
      ...env,
      VSCODE_SERVER_FOLDER: vscode,
      VSCODE_SECRET_KEY_FILE: join(userDataDir, 'secret-key-half'),
      VSCODE_PORT: recordedPort,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const logFile = join(userDataDir, 'server.log');
  const log = createWriteStream(logFile);
  group.child.stdout?.pipe(log);
  group.child.stderr?.pipe(log);

  const ended = once(group.child, 'exit').then(() => undefined);
  const port = await Promise.race([
    once(group.child, 'message').then(([message]) => (message as { port: number }).port),
    ended.then(() => undefined),
  ]);
  if (port === undefined) throw new Error(`VS Code's server ended before it listened: see ${logFile}`);
  // A browser keeps what it stores by address: only at the port of the first time are state and secrets found again.
  // A start that found the port taken, as by another one that still runs, leaves the record alone.
  if (recordedPort === undefined) await writeFile(portFile, String(port));

  return {
    port,
    userDataDir,
    logFile,
    url(folder, payload) {
      const url = new URL(`http://localhost:${port}/?tkn=${token}`);
      // A path, not a part of a URL: the workbench encodes it again.
      if (folder) url.searchParams.set('folder', decodeURIComponent(pathToFileURL(folder).pathname));
      if (payload) url.searchParams.set('payload', JSON.stringify(payload));
      return url.href;
    },
    uri: (path) => `vscode-remote://localhost:${port}${pathToFileURL(path).pathname}`,
    ended,
    stop: () => group.end(),
  };
}

/** Without a language pack VS Code speaks English to everybody. This one translates nothing of VS Code itself. */
async function pretendLanguagePack(userDataDir: string, locale: string): Promise<void> {
  const vscode = join(userDataDir, 'language-pack.json');
  await writeFile(vscode, JSON.stringify({ contents: {} }));
  const extensions = [{ extensionIdentifier: { id: 'made-up.language-pack' }, version: '1.0.0' }];
  const packs = { [locale]: { hash: locale, extensions, translations: { vscode } } };
  await writeFile(join(userDataDir, 'languagepacks.json'), JSON.stringify(packs));
}

/** Started from a terminal of VS Code, a script inherits variables that would tie this VS Code to that one. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_(?!HOST$)|ELECTRON_)/.test(name)),
  );
}
