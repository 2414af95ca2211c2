import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesWith } from '../../support/diskSearch.ts';
import { Canary } from '../canary/canary.ts';
import { beginningSteps, endingSteps, rejectionSteps } from '../canary/connectionSteps.ts';
import { customerSteps } from '../canary/customerSteps.ts';
import { plantInto, textsToPlant, type Kind } from '../canary/plants.ts';
import { pageSteps, readingSteps } from '../canary/readingSteps.ts';
import { found, leaks, REASONS } from '../canary/search.ts';
import { tokenSteps } from '../canary/tokenSteps.ts';
import { useSteps } from '../canary/useSteps.ts';

/**
 * Uses everything, with keys, tokens and passwords that stand nowhere else, and with everything going wrong that can;
 * then looks for them in all that was written, shown and run. Nothing is left out of the search: VS Code's secret
 * storage is encrypted, in a browser as an entry of its local storage.
 */
describe('the canary', () => {
  const canary = new Canary();
  beforeEach(() => canary.clear());
  beginningSteps(canary);
  customerSteps(canary);
  readingSteps(canary);
  tokenSteps(canary);
  useSteps(canary);
  rejectionSteps(canary);
  pageSteps(canary);
  endingSteps(canary);

  it('has used every command', () => {
    // VS Code's own record of what its extension host was asked to run.
    const record = /ExtHostCommands#\$?execute\w+ (partnerConsole\.[\w.]+)/g;
    const logs = filesWith(canary.vscode.folder, 'ExtHostCommands').map((log) => readFileSync(log, 'utf8'));
    const used = new Set(logs.flatMap((log) => Array.from(log.matchAll(record), ([, id]) => id)));
    const unused = canary.commands.map(({ command }) => command).filter((id) => !used.has(id));
    assert.deepEqual(unused, []);
  });

  it('has left no secret anywhere', async () => {
    const { sightings, vscode, emulator, workbench } = canary;
    await sightings.clipboard(workbench.page);
    await sightings.storage(workbench.page);
    assert.ok(filesWith(vscode.folder, `GET ${emulator.url}/custom-user`).length > 0, 'the log is on disk');
    const places = found(canary);
    assert.deepEqual(
      places.filter(({ allowed }) => allowed === undefined),
      [],
    );
    // Where a secret must stand it is seen: the search looks for what was used.
    assert.deepEqual(new Set(places.map(({ allowed }) => allowed)), new Set(REASONS));
    await vscode.close();
    assert.deepEqual(leaks(canary), []);
  });
});

describe('the canary, beside an extension that leaks on purpose', () => {
  /** Where VS Code itself puts what it is given, too: it reads notifications out, and records marks at trace level. */
  const ALSO_IN: Partial<Record<Kind, readonly string[]>> = {
    notification: ['page text'],
    diagnostic: ['log'],
  };
  const texts = textsToPlant();
  const canary = new Canary(({ vscode, outside }) => {
    plantInto(join(vscode.folder, 'user-data'), texts, join(outside, 'texts.json'));
  });

  it('is found out, each leak in its kind of place and nowhere else', async () => {
    const { sightings, workbench, vscode } = canary;
    const { page } = workbench;
    await workbench.statusBarItem(texts['page text']).waitFor();
    await workbench.notification(texts.notification).waitFor();
    await page.locator('.part.panel').getByText(texts['output panel']).first().waitFor();
    sightings.processes();
    await sightings.clipboard(page);
    await page.keyboard.press('ControlOrMeta+Shift+m');
    await page.locator('.part.panel').getByText(texts.diagnostic).first().waitFor();
    await sightings.storage(page);
    await vscode.close();
    const places = leaks(canary, Object.entries(texts));
    for (const kind of Object.keys(texts) as Kind[]) {
      const own = places.filter(({ name }) => name === kind);
      assert.deepEqual(
        new Set(own.map((leak) => leak.kind)),
        new Set([kind, ...(ALSO_IN[kind] ?? [])]),
        `The text planted as ${kind} was found in ${JSON.stringify(own)}.`,
      );
    }
  });
});
