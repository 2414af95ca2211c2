/**
 * Stands in for a desktop VS Code where none can be downloaded: `runTests` of `@vscode/test-electron` starts
 * it with VS Code's arguments, and it runs the tests in VS Code's server build and a headless browser.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { format, parseArgs } from 'node:util';
import { isNoise } from './noise.ts';
import { openWindow } from './window.ts';
import { startWorkbench } from './workbench.ts';

/** Far above what a run takes. It runs from here: whatever hangs, starting and ending too, must not hang the build. */
const timeLimit = 10 * 60_000;
setTimeout(() => {
  console.error(`The tests have taken over ${timeLimit / 60_000} minutes.`);
  process.exit(1);
}, timeLimit);

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
    'disable-workspace-trust': { type: 'boolean' },
  },
});
const development = (values.extensionDevelopmentPath ?? []) as string[];
const { extensionTestsPath: tests, 'user-data-dir': userDataDir, 'extensions-dir': extensionsDir } = values;
if (typeof tests !== 'string' || typeof userDataDir !== 'string') {
  throw new Error('Expected the arguments that runTests gives: --extensionTestsPath=… --user-data-dir=…');
}

const workbench = await startWorkbench({
  userDataDir,
  development: true,
  ...(typeof extensionsDir === 'string' ? { extensionsDir } : {}),
  workspaceTrust: !values['disable-workspace-trust'],
});
const { context, page, close } = await openWindow(workbench);
const log = createWriteStream(join(userDataDir, 'window.log'));

const exitCode = await new Promise<number>((resolve) => {
  const giveUp = (reason: string) => {
    if (!finished) console.error(reason);
    finished = true;
    resolve(1);
  };
  let finished = false;
  void workbench.ended.then(() => {
    giveUp(`VS Code's server ended by itself: see ${workbench.logFile}`);
  });
  context.on('close', () => {
    giveUp('The browser closed by itself.');
  });
  page.on('crash', () => {
    giveUp('The page crashed.');
  });

  const open = async () => {
    await context.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      const message = format(...args);
      log.write(`${type}: ${message}\n`);
      if (isNoise(message)) return;
      (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${message}\n`);
    });
    await context.exposeFunction('codeAutomationExit', (code: number) => {
      finished = true;
      resolve(code);
    });
    const payload = [
      ...development.map((path) => ['extensionDevelopmentPath', workbench.uri(path)] as const),
      ['extensionTestsPath', workbench.uri(tests)],
      ['skipWelcome', 'true'],
    ] as const;
    await page.goto(workbench.url(positionals[0], payload));
  };
  open().catch((error: unknown) => {
    giveUp(String(error));
  });
});

await close();
await workbench.stop();
// runTests drops what its child has not written when it exits: both pipes are drained first.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((resolve) => {
    stream.write('', () => {
      resolve();
    });
  });
}
process.exit(exitCode);
