import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';

describe('presentation mode in the extension host', () => {
  afterEach(async () => {
    await run(Command.turnOffPresentation, []);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** The titles of all tabs, once there are as many as expected. */
  async function tabs(count: number): Promise<string[]> {
    const { tabGroups } = vscode.window;
    const now = (): string[] => tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    while (now().length !== count)
      await new Promise<void>((resolve) => {
        const subscription = tabGroups.onDidChangeTabs(() => {
          subscription.dispose();
          resolve();
        });
      });
    return now();
  }

  it('closes every document of ours, as a page or as text, whatever its title, and no other', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await tabs(0);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'a' }), {
      preview: false,
    });
    // A title that tells nothing by itself: whether one does is not known of names that nobody learned.
    await run(Command.showActivity, []);
    const [, page] = await tabs(2);
    assert.match(page ?? '', /Token Activity/);
    // What an earlier window left open.
    const uri = vscode.Uri.parse('partner-console-report:/Olivia%20Clarke.md?1-1');
    await vscode.window.showTextDocument(uri, { preview: false });
    await tabs(3);
    await run(Command.turnOnPresentation, []);
    assert.doesNotMatch((await tabs(1)).join(), /Activity|Olivia/);
  });

  it('is turned off again with the button of the message that it is on', async () => {
    const { context } = await access();
    await run(Command.turnOnPresentation, [{ click: undefined }]);
    assert.equal(context.workspaceState.get('presenting'), true);
    await run(Command.turnOnPresentation, [{ click: 'Turn Off Presentation Mode' }]);
    while (context.workspaceState.get('presenting') !== undefined) await turn();
  });
});
