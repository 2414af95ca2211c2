import { writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { Setting } from '../../../src/manifest.ts';
import { enterConnection, nameConnection } from '../../../test/e2e/fixture.ts';
import type { Act, Scene, Stage } from '../scene.ts';
import { hold } from './opened.ts';

const IMPORTED = {
  format: 'partner-console-connections',
  version: 1,
  connections: [
    { name: 'Harbour Agency', origin: 'https://api.v7.botpenguin.com', label: 'production' },
    { name: 'Trial', origin: 'https://partner-api.test', label: 'test' },
  ],
};

let release: () => void = () => undefined;

async function walkthroughStep({ workbench, page }: Stage, title: string): Promise<Locator> {
  await workbench.runCommand('Partner Console: Open Walkthrough');
  const step = page.locator('.getting-started-step').filter({ hasText: title });
  const open = step.and(page.locator('.expanded'));
  await step.waitFor();
  if (!(await open.isVisible())) await step.click();
  await open.waitFor();
  return open;
}

const walkthrough = [
  'Connect, or try sample data',
  'Browse customers and their teams',
  'Search a team',
  'Fetch a token',
].map((title, index): Scene => ({
  name: `walkthrough-${index + 1}`,
  arrange: (stage) => walkthroughStep(stage, title),
}));

/** Before there is a connection, and how one is added. */
export const first: Act = {
  name: 'first steps',
  settings: ({ url }) =>
    Promise.resolve({
      [Setting.credentialCommands]: { [`${url} Stored`]: ['op', 'read', 'op://Work/BotPenguin/key'] },
    }),
  scenes: [
    {
      name: 'empty',
      arrange: async (stage) => {
        await stage.workbench.openView('Partner Console');
        await stage.workbench.expandView('Saved Tokens');
        await stage.says('Tokens that you save show here');
        return stage.says('Connect to BotPenguin');
      },
    },
    ...walkthrough,
    {
      name: 'actions-none',
      arrange: async (stage) => {
        await stage.run('Show Connection Actions…');
        return stage.offered(/Add Connection…/);
      },
    },
    {
      name: 'add-1-host',
      arrange: async (stage) => {
        await stage.run('Add Connection…');
        return stage.offered(/^Other host/);
      },
    },
    {
      name: 'add-2-url-refused',
      arrange: async (stage) => {
        await stage.run('Add Connection…');
        await stage.quickInput.choose(/^Other host/);
        await stage.asked('URL of the Partner API');
        await stage.quickInput.type('http://api.example.com');
        return stage.asked('Use an https URL');
      },
    },
    {
      name: 'add-3-name',
      arrange: async (stage) => {
        await stage.run('Add Connection…');
        await stage.quickInput.choose(/^Other host/);
        await stage.asked('URL of the Partner API');
        await stage.quickInput.submit(stage.emulator.url);
        return stage.asked('How the connection is called');
      },
    },
    {
      name: 'add-4-key-from',
      arrange: async (stage) => {
        await nameConnection(stage.workbench, stage.emulator.url, 'Stored');
        return stage.offered(/^Use the Credential Command/);
      },
    },
    {
      name: 'add-5-key',
      arrange: async (stage) => {
        await nameConnection(stage.workbench, stage.emulator.url, 'Agency');
        await stage.asked('and nowhere else');
        await stage.quickInput.type('a-partner-key');
        return stage.asked('and nowhere else');
      },
    },
    {
      name: 'add-6-key-checked',
      arrange: async (stage) => {
        release = hold(stage.emulator, '/customer/list');
        await enterConnection(stage.workbench, { ...stage.emulator, partnerKey: 'not-the-key' }, 'Agency');
        return stage.told('Checking the key with');
      },
      clear: async (stage) => {
        release();
        await stage.told('refused this key');
        await stage.clear();
      },
    },
    {
      name: 'add-6-key-refused',
      arrange: async (stage) => {
        const { workbench, emulator } = stage;
        await enterConnection(workbench, { url: emulator.url, partnerKey: 'not-the-key' }, 'Agency');
        return stage.told('refused this key, so it was not saved');
      },
    },
    {
      name: 'add-6-key-unchecked',
      arrange: async (stage) => {
        // Nothing listens there.
        const nowhere = { url: 'http://127.0.0.1:9', partnerKey: stage.emulator.partnerKey };
        await enterConnection(stage.workbench, nowhere, 'Agency');
        return stage.told('could not be checked');
      },
    },
    {
      name: 'import-question',
      arrange: async (stage) => {
        const file = await stage.file('team.json');
        await writeFile(file, JSON.stringify(IMPORTED));
        await stage.run('Import Connections…');
        await stage.quickInput.enterPath('Import Connections', file);
        return stage.confirms('Add 2 connections from this file?');
      },
    },
    {
      name: 'sample-data',
      arrange: async (stage) => {
        await stage.workbench.sideBar.getByRole('button', { name: 'Try with Sample Data' }).click();
        const item = stage.workbench.statusBarItem('Sample Data');
        await item.waitFor();
        return item;
      },
    },
  ],
};
