import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { writeCounts } from '../../scripts/suites/counts.ts';
import { runMocha } from '../../scripts/suites/runMocha.ts';

/**
 * What VS Code calls in the extension host of a test window.
 *
 * Tests that need a reloaded window come in pairs: `name.beforeReload.test.ts` prepares, in the first window and
 * after all other tests; then the window reloads, VS Code calls this again, and `name.afterReload.test.ts` looks.
 */
export async function run(): Promise<void> {
  const tests = globSync('**/*.test.cjs', { cwd: __dirname }).sort();
  const before = tests.filter((name) => name.endsWith('.beforeReload.test.cjs'));
  const after = tests.filter((name) => name.endsWith('.afterReload.test.cjs'));
  const others = tests.filter((name) => !before.includes(name) && !after.includes(name));

  const results = process.env['TEST_RESULTS'];
  const first = join(results ?? '', 'first-window.json');
  const second = join(results ?? '', 'reloaded-window.json');
  const reloaded = results !== undefined && existsSync(first);

  const files = (reloaded ? after : [...others, ...before]).map((name) => join(__dirname, name));
  const grep = process.env['TEST_GREP'];
  const counts = await runMocha(files, { timeout: 30_000, slow: 1_000, ...(grep ? { grep } : {}) });

  if (results === undefined) {
    // Started by hand, as with F5: nobody counts, and there is no second window.
    if (counts.failed > 0) throw new Error(`${counts.failed} tests failed.`);
  } else if (reloaded) {
    writeCounts(second, counts);
  } else {
    writeCounts(first, counts);
    if (after.length > 0) {
      // Stands until the second window replaces it: a reload that goes wrong is a failure.
      writeCounts(second, { passed: 0, failed: 1 });
      await reload();
    }
  }
}

/**
 * A window that still has state to write refuses to reload, and is asked again. The first time it is asked only when
 * it had time to begin: in a browser VS Code waits a tenth of a second before it writes, and does not refuse then.
 */
async function reload(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const again = setInterval(
    () => void vscode.commands.executeCommand('workbench.action.reloadWindow'),
    2_000,
  );
  await vscode.commands.executeCommand('workbench.action.reloadWindow');
  // The reload ends this extension host. Should it not come, VS Code would wait for ever.
  return await new Promise<never>((_, reject) => {
    setTimeout(() => {
      clearInterval(again);
      reject(new Error('The window did not reload.'));
    }, 60_000);
  });
}
