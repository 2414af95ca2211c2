import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../../../scripts/project.ts';
import { CUSTOMER, MEMBER } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const STEPS = [
  'Connect, or try sample data',
  'Browse customers and their teams',
  'Search a team',
  'Fetch a token',
] as const;

describe('the walkthrough', () => {
  const vscode = useVsCode({ settings: { 'workbench.tree.enableStickyScroll': false } });

  /** A step, whose box is ticked by VS Code when one of its completion events came. */
  function step(title: string): Locator {
    return vscode.workbench.page.locator('.getting-started-step').filter({ hasText: title });
  }

  function tick(title: string): Locator {
    return step(title).getByRole('checkbox', { checked: true }).first();
  }

  async function done(title: string): Promise<void> {
    await tick(title).waitFor();
  }

  it('is opened from the empty view, and nothing is done yet', async () => {
    const { workbench } = vscode;
    await workbench.openView('Partner Console');
    await workbench.sideBar.getByRole('button', { name: 'Open Walkthrough' }).click();
    await step(STEPS[0]).waitFor();
    for (const title of STEPS) assert.equal(await tick(title).count(), 0, title);
  });

  it('ticks each step off when it is done, and not when its button is only clicked', async () => {
    const { workbench } = vscode;
    // Wide enough for VS Code to show the steps' pictures beside them.
    await workbench.page.setViewportSize({ width: 1600, height: 900 });
    await step(STEPS[0]).getByRole('button', { name: 'Try with Sample Data' }).click();
    await workbench.row(CUSTOMER).waitFor();
    await done(STEPS[0]);

    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).waitFor();
    await done(STEPS[1]);

    await step(STEPS[2]).click();
    await step(STEPS[2]).getByRole('button', { name: 'Search Team Members' }).click();
    await workbench.quickInput.waitFor('Search Team Members');
    await workbench.quickInput.cancel();
    assert.equal(await tick(STEPS[2]).count(), 0);
    await step(STEPS[2]).getByRole('button', { name: 'Search Team Members' }).click();
    await workbench.quickInput.choose(CUSTOMER);
    await workbench.quickInput.waitFor('Part of a name');
    await workbench.quickInput.submit('olivia');
    await workbench.row('Search: “olivia”').waitFor();
    await done(STEPS[2]);
    assert.equal(await tick(STEPS[3]).count(), 0);

    await step(STEPS[3]).click();
    await step(STEPS[3]).getByRole('button', { name: 'Fetch Token' }).click();
    await workbench.quickInput.choose(CUSTOMER);
    await workbench.quickInput.choose(/Olivia Clarke/);
    await workbench.quickInput.choose(/^Custom user/);
    await workbench.quickInput.choose(/Copy to Clipboard/);
    await workbench.notification('Copied the custom user token').waitFor();
    await done(STEPS[3]);
    for (const title of STEPS) await done(title);
    await workbench.screenshot(join(root, 'artifacts', 'walkthrough.png'));
  });

  it('is opened again by a command', async () => {
    const { workbench } = vscode;
    await workbench.page.keyboard.press('Control+K');
    await workbench.page.keyboard.press('Control+W');
    await step(STEPS[0]).waitFor({ state: 'detached' });
    await workbench.runCommand('Partner Console: Open Walkthrough');
    for (const title of STEPS) await done(title);
  });
});
