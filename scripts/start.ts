/**
 * `npm start`: packs the extension, installs it into a private VS Code and serves that on the loopback interface,
 * beside an emulator of the Partner API, until Ctrl+C.
 *
 * `--tour` does the main job by itself in that VS Code, or shows all there is, and ends; `--desktop` opens an installed desktop VS Code.
 */
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator } from '../src/emulator/server.ts';
import { packageExtension } from './package.ts';
import { cache, node } from './project.ts';
import { openDesktop } from './vscode/desktop.ts';
import { startWorkbench } from './vscode/workbench.ts';

const usage = `npm start                 serves the extension in a private VS Code, to be opened in your browser
npm start -- --tour       does the main job in it by itself, and takes pictures;
                          with --all of everything there is to see, in all themes and sizes;
                          with --readme those of the README;
                          with --only WORDS only of what is called so, --look WORDS only in such a look
npm start -- --desktop    opens an installed desktop VS Code with the extension`;

/** Kept from one start to the next, so that connections and tokens are still there. */
const folder = join(cache, 'try');
const workspace = join(folder, 'workspace');

try {
  const flag = { type: 'boolean', default: false } as const;
  const options = { desktop: flag, tour: flag, all: flag, readme: flag, help: flag } as const;
  const words = { type: 'string', default: '' } as const;
  const { values } = parseArgs({ options: { ...options, only: words, look: words } });
  await mkdir(workspace, { recursive: true });
  if (values.help) console.log(usage);
  else if (values.tour) await onTour(values);
  else if (values.desktop) await inDesktop();
  else await inBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Also ends what already runs.
  process.exit(1);
}

async function onTour(
  values: Record<'all' | 'readme', boolean> & Record<'only' | 'look', string>,
): Promise<void> {
  const { illustrate, showAll, tour } = await import('./tour.ts');
  if (values.all) await showAll(await vsix(), values.only, values.look);
  if (values.readme) await illustrate(await vsix(), values.only);
  if (!values.all && !values.readme) await tour(await vsix());
}

async function inBrowser(): Promise<void> {
  const workbench = await startWorkbench({ userDataDir: join(folder, 'user-data'), vsix: await vsix() });
  const emulator = await startEmulator();
  tell(`Open in a browser:  ${workbench.url(workspace)}`, emulator);
  console.log('Ctrl+C stops everything.');
  const unwanted = workbench.ended.then(() => `VS Code's server ended by itself: see ${workbench.logFile}`);
  const reason = await Promise.race([untilStopped(), unwanted]);
  if (reason) throw new Error(reason);
  await Promise.all([workbench.stop(), emulator.stop()]);
}

async function inDesktop(): Promise<void> {
  await node(['esbuild.mjs']);
  await openDesktop({ folder: join(folder, 'desktop'), workspace });
  const emulator = await startEmulator();
  tell('A VS Code window has opened, private to this project.', emulator);
  console.log('Ctrl+C stops the emulator behind 3. The window stays until you close it.');
  await untilStopped();
  await emulator.stop();
}

async function vsix(): Promise<string> {
  console.log('Building and packing the extension…');
  return await packageExtension(join(folder, 'extension.vsix'), 'ignore');
}

/** The key may be shown: it opens nothing but made-up data, on this machine, until this ends. */
function tell(address: string, { url, partnerKey }: Emulator): void {
  console.log(`
${address}

  1. Click the Partner Console icon in the activity bar, then “Try with Sample Data”.
  2. Open a customer, point at a team member, and click the key to fetch the token.
  3. Or “Add Connection…”, “Other host…”: ${url} with the key ${partnerKey}
`);
}

async function untilStopped(): Promise<undefined> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
