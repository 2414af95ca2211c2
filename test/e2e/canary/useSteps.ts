import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from '../../../src/manifest.ts';
import { CUSTOMER, MEMBER } from '../fixture.ts';
import { LEAKING_FILES, type Canary, type LeakingFile } from './canary.ts';

const NAME = 'BOTPENGUIN_TOKEN';

/** What the lightbulb is asked to do with the token in each file. */
const FIXES: Readonly<Record<LeakingFile, string>> = {
  'replace.ts': 'Replace with a reference to an environment variable…',
  'move.ts': 'Move to .env and put a reference here…',
  'save.ts': 'Save in the secret storage…',
  'ignore.ts': 'Ignore in this file',
};

/** Tokens in files, requests, variables and terminals. */
export function useSteps(canary: Canary): void {
  async function saveFile(): Promise<void> {
    const { page } = canary.workbench;
    await page.keyboard.press('ControlOrMeta+s');
    await page.locator('.tab.active:not(.dirty)').waitFor();
  }

  it('finds tokens in files, and does with them what the lightbulb offers', async () => {
    const { workbench, quickInput } = canary;
    const { page } = workbench;
    // All of them before VS Code looks for the first: it keeps what it has found.
    for (const name of LEAKING_FILES) {
      const text = `export const authorization = 'Bearer ${canary.leakedToken(name)}';\n`;
      await writeFile(canary.inWorkspace(name), text);
    }
    await writeFile(canary.inWorkspace('reference.ts'), 'export const headers = ;\n');
    await page.keyboard.press('ControlOrMeta+Shift+m');
    for (const name of LEAKING_FILES) {
      await workbench.openFile(name);
      const squiggle = page.locator('.squiggly-warning').first();
      await squiggle.waitFor();
      await page.keyboard.press('F8');
      await page.locator('.marker-widget').getByText('This has the shape of a permanent token').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+.');
      await page.getByText(FIXES[name]).first().click();
      if (name === 'replace.ts' || name === 'move.ts') {
        await quickInput.waitFor('Name of the environment variable');
        await quickInput.submit(NAME);
      }
      if (name === 'save.ts') {
        await quickInput.choose(CUSTOMER);
        await quickInput.option(new RegExp(`${CUSTOMER}.*main customer`)).waitFor();
        await quickInput.input.press('Enter');
        await workbench.notification('Saved in the secret storage as the token of').waitFor();
      } else {
        await squiggle.waitFor({ state: 'detached' });
        await saveFile();
      }
    }
    await workbench.openFile('reference.ts');
    await canary.use(Command.insertReference);
    await page.locator('.view-line').getByText(`process.env.${NAME}`).waitFor();
    await saveFile();
  });

  it('uses a token without seeing it', async () => {
    const { workbench, quickInput } = canary;
    const formats = [
      /^cURL(, bash|$)/,
      /^cURL for PowerShell/,
      /^cURL for cmd/,
      /^fetch/,
      /^Python/,
      /^HTTP/,
    ];
    await workbench.row(CUSTOMER).expand();
    for (const format of formats) {
      await workbench.row(MEMBER).menuAction('Copy as Request…');
      await quickInput.choose(/^List Team Members/);
      await quickInput.choose(format);
      await canary.copiesHarmlessly(() => quickInput.choose(/With a Variable/));
    }
    await canary.use(Command.copyAsRequest);
    await quickInput.choose(new RegExp(MEMBER));
    await quickInput.choose(/^List Team Members/);
    await quickInput.choose(/^fetch/);
    const request = await workbench.copiedBy(() => quickInput.choose(/With the Token Itself/));
    assert.ok(request.includes(canary.tokenOf(MEMBER)));
    await canary.use(Command.clearClipboard);
    await workbench.row(MEMBER).menuAction('Write Token to Env File…');
    await quickInput.waitFor('Name of the environment variable');
    await quickInput.submit('MEMBER_TOKEN');
    await workbench.notification('is in .env of').waitFor();
    const env = await readFile(canary.inWorkspace('.env'), 'utf8');
    assert.ok(env.includes(`MEMBER_TOKEN=${canary.tokenOf(MEMBER)}`));
    await workbench.row(MEMBER).menuAction('Open Terminal with Token…');
    await quickInput.waitFor('Name of the environment variable');
    await quickInput.submit(NAME);
    await workbench.modal('to a new terminal').click('Open Terminal');
    await workbench.notification('is set in the new terminal').waitFor();
    canary.sightings.processes();
  });
}
