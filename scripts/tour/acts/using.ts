import { writeFile } from 'node:fs/promises';
import { MEMBER, tokenOf } from '../../../test/e2e/fixture.ts';
import type { Act, Scene, Stage } from '../scene.ts';
import { openTeam, saveTokenOf } from './opened.ts';

const LEAK = 'inbox.ts';

async function openLeak(stage: Stage): Promise<void> {
  await stage.workbench.openFile(LEAK);
  await stage.page.locator('.squiggly-warning').first().waitFor();
}

const requests: readonly Scene[] = [
  {
    name: 'request-call',
    arrange: async (stage) => {
      await stage.workbench.row(MEMBER).menuAction('Copy as Request…');
      return stage.offered('List Team Members');
    },
  },
  {
    name: 'request-format',
    arrange: async (stage) => {
      await stage.workbench.row(MEMBER).menuAction('Copy as Request…');
      await stage.quickInput.choose('List Team Members');
      return stage.offered(/^cURL, bash/);
    },
    readme: {
      name: 'tour/request',
      layout: { width: 720, height: 420, zoom: 1, sideBar: 300 },
      clip: { x: 134, y: 4, width: 452, height: 210 },
    },
  },
  {
    name: 'request-token',
    arrange: async (stage) => {
      await stage.workbench.row(MEMBER).menuAction('Copy as Request…');
      await stage.quickInput.choose('List Team Members');
      await stage.quickInput.choose(/^cURL, bash/);
      return stage.offered(/With a Variable/);
    },
  },
  {
    name: 'request-name',
    arrange: async (stage) => {
      await stage.workbench.row(MEMBER).menuAction('Copy as Request…');
      await stage.quickInput.choose('List Team Members');
      await stage.quickInput.choose(/^cURL, bash/);
      await stage.quickInput.choose(/With a Variable/);
      return stage.asked('Name of the environment variable');
    },
  },
];

const leaks: readonly Scene[] = [
  {
    name: 'leak',
    arrange: async (stage) => {
      await openLeak(stage);
      await stage.page.keyboard.press('F8');
      const problem = stage.page.locator('.marker-widget').getByText('This is the saved token of');
      await problem.waitFor();
      return problem;
    },
  },
  {
    name: 'leak-fixes',
    fleeting: true,
    arrange: async (stage) => {
      const { page } = stage;
      await openLeak(stage);
      await page.keyboard.press('F8');
      await page.locator('.marker-widget').getByText('This is the saved token of').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+.');
      const fix = page.getByText('Replace with a reference to an environment variable…').first();
      await fix.waitFor();
      return fix;
    },
    readme: {
      name: 'tour/leak-guard',
      layout: { width: 820, height: 420, zoom: 1, sideBar: 170 },
      clip: { x: 228, y: 90, width: 540, height: 140 },
    },
  },
];

/** What can be done with a saved token, and the guard that finds one in a file. */
export const using: Act = {
  name: 'using tokens',
  prepare: async (stage) => {
    await openTeam(stage);
    await saveTokenOf(stage, MEMBER, /^Custom user/);
    await stage.told('Saved the custom user token');
    await stage.clear();
    const token = tokenOf(stage.emulator, MEMBER);
    const text = `export const inbox = {\n  token: '${token}',\n};\n`;
    await writeFile(await stage.file(LEAK), text);
  },
  scenes: [
    ...requests,
    ...leaks,
    {
      name: 'env-written',
      arrange: async (stage) => {
        await stage.workbench.row(MEMBER).menuAction('Write Token to Env File…');
        await stage.asked('Name of the environment variable');
        await stage.quickInput.submit(`TOKEN_${String(Date.now())}`);
        return stage.told('is in .env of');
      },
    },
    {
      name: 'terminal-question',
      arrange: async (stage) => {
        await stage.workbench.row(MEMBER).menuAction('Open Terminal with Token…');
        await stage.asked('Name of the environment variable');
        await stage.quickInput.submit('AGENCY_TOKEN');
        return stage.confirms('to a new terminal');
      },
    },
    {
      name: 'terminal',
      arrange: async (stage) => {
        await stage.workbench.row(MEMBER).menuAction('Open Terminal with Token…');
        await stage.asked('Name of the environment variable');
        await stage.quickInput.submit('AGENCY_TOKEN');
        await stage.workbench.modal('to a new terminal').click('Open Terminal');
        return stage.told('is set in the new terminal');
      },
    },
  ],
};
