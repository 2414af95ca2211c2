import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Emulator, EmulatorOptions } from '../../src/emulator/server.ts';
import type { QuickInput } from '../../test/e2e/objects/quickInput.ts';
import type { Workbench } from '../../test/e2e/objects/workbench.ts';
import type { VsCode } from '../../test/e2e/support.ts';
import type { Clip, Layout } from './looks.ts';

/** Something to be seen: a view, a question, a document, a message. */
export interface Scene {
  /** The file name of its pictures. */
  readonly name: string;
  /** Brings it about, and returns what shows only then. Called again where it did not last. */
  readonly arrange: (stage: Stage) => Promise<Locator>;
  /** Takes back what would be in the way of the next one. Boxes, messages and editors are closed anyway. */
  readonly clear?: (stage: Stage) => Promise<void>;
  /** Is arranged anew in each look, since a menu or a hover ends when the mouse or the window moves. */
  readonly fleeting?: boolean;
  readonly readme?: ReadmePicture;
}

/** A picture for the README: which part of the window, and how the window is laid out for it. */
export interface ReadmePicture {
  /** Its path below `media`, without an ending. */
  readonly name: string;
  /** What is told of it where it is one of the steps of the overview. */
  readonly step?: string;
  readonly layout: Layout;
  readonly clip: Clip;
}

/** Scenes that follow each other in one VS Code. */
export interface Act {
  readonly name: string;
  readonly emulator?: EmulatorOptions;
  readonly prepare?: (stage: Stage) => Promise<void>;
  /** User settings, which may depend on where the emulator listens. */
  readonly settings?: (emulator: Emulator) => Promise<Readonly<Record<string, unknown>>>;
  readonly end?: () => Promise<void>;
  readonly scenes: readonly Scene[];
}

/** What scenes are made of. */
export class Stage {
  readonly vscode: VsCode;
  readonly emulator: Emulator;

  constructor(vscode: VsCode, emulator: Emulator) {
    this.vscode = vscode;
    this.emulator = emulator;
  }

  get workbench(): Workbench {
    return this.vscode.workbench;
  }

  get quickInput(): QuickInput {
    return this.workbench.quickInput;
  }

  get page(): Page {
    return this.workbench.page;
  }

  /** A path in the open folder. */
  async file(name: string): Promise<string> {
    const folder = join(this.vscode.folder, 'my portal');
    await mkdir(folder, { recursive: true });
    return join(folder, name);
  }

  /** Runs a command of ours by its title. */
  async run(title: string): Promise<void> {
    await this.quickInput.locator.waitFor({ state: 'hidden' });
    await this.workbench.runCommand(`Partner Console: ${title}`);
  }

  /** Waits for a question in the box at the top. */
  async asked(text: string | RegExp): Promise<Locator> {
    await this.quickInput.waitFor(text);
    return this.quickInput.locator.getByText(text).first();
  }

  /** Waits for one of the answers that the box at the top offers. */
  async offered(label: string | RegExp): Promise<Locator> {
    await this.quickInput.option(label).waitFor();
    return this.quickInput.option(label);
  }

  async told(text: string | RegExp): Promise<Locator> {
    const message = this.workbench.notification(text);
    await message.waitFor();
    return message.locator;
  }

  async confirms(text: string | RegExp): Promise<Locator> {
    const question = this.workbench.modal(text);
    await question.waitFor();
    return question.locator;
  }

  async row(label: string | RegExp, view?: string): Promise<Locator> {
    const row = this.workbench.row(label, view);
    await row.waitFor();
    return row.locator;
  }

  /** Waits for a text in the side bar, as of an empty view. */
  async says(text: string | RegExp): Promise<Locator> {
    const said = this.workbench.sideBar.getByText(text).first();
    await said.waitFor();
    return said;
  }

  /** Waits for something in the document that is open. */
  async reads(heading: string | RegExp): Promise<Locator> {
    const read = this.workbench.preview.getByRole('heading', { name: heading }).first();
    await read.waitFor();
    return read;
  }

  /** Starts the window anew, with a server that answers otherwise. */
  async openAnew(): Promise<void> {
    await this.workbench.reload();
    await this.workbench.openView('Partner Console');
  }

  /** Closes boxes, messages and editors. */
  async clear(): Promise<void> {
    const { page, workbench } = this;
    const open = page
      .locator(':is(.monaco-dialog-box, .quick-input-widget, .monaco-menu, .action-widget):visible')
      .first();
    for (let left = 8; left > 0 && (await open.isVisible()); left -= 1) {
      await page.keyboard.press('Escape');
      await open.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => undefined);
      // A box may lead back to another one, which the extension opens a moment later.
      await open.waitFor({ timeout: 150 }).catch(() => undefined);
    }
    if (await page.locator('.notification-toast:visible').first().isVisible())
      await workbench.runCommand('Notifications: Clear All Notifications');
    if (await page.locator('.part.editor .tab').first().isVisible())
      await workbench.runCommand('View: Close All Editors');
  }
}
