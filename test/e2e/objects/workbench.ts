import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { reloadPage } from '../../../scripts/vscode/leaving.ts';
import { chooseFromMenu } from './menu.ts';
import { Message } from './message.ts';
import { QuickInput } from './quickInput.ts';
import { untilAtRest } from './rest.ts';
import { Row } from './row.ts';
import { exactly, named } from './text.ts';

/** Looks at the clipboard with each frame that is drawn. Text, since Node's types know no page. */
const untilCopied = `(async () => {
  const end = performance.now() + 30_000;
  for (;;) {
    const text = await navigator.clipboard.readText();
    if (text !== '') return text;
    if (performance.now() > end) throw new Error('Nothing came onto the clipboard.');
    await new Promise(requestAnimationFrame);
  }
})()`;

/**
 * VS Code's window as a user sees it. Every action waits for what it acts on, so no caller ever has to wait
 * for time to pass.
 */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
  }

  /** Opens a view container by its tab in the activity bar. A tab's name may carry a badge behind the title. */
  async openView(title: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name: named(title) });
    await tab.waitFor();
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await tab.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** The side bar's content: welcome texts, their buttons and links. */
  get sideBar(): Locator {
    return this.page.locator('.part.sidebar');
  }

  /** The page that a Markdown preview shows: VS Code keeps it in a frame within a frame. */
  get preview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  row(label: string | RegExp, view = 'Customers'): Row {
    return new Row(this.page, view, label);
  }

  /** Brings a row onto the screen that is below what shows: a tree only draws what shows. */
  async scrollTo(label: string | RegExp): Promise<Row> {
    const row = this.row(label);
    const tree = this.sideBar.getByRole('tree').first();
    // While it turns a page, no row is focused.
    const settled = tree.and(this.page.locator('[aria-activedescendant]'));
    await tree.press('Home');
    for (let focused: string | null = null; !(await row.locator.isVisible());) {
      const before: string | null = focused;
      await tree.press('PageDown');
      focused = await settled.getAttribute('aria-activedescendant');
      if (focused === before) break;
    }
    await row.waitFor();
    return row;
  }

  /** The line above a view: its title, its description and its buttons. A click on it expands or collapses the view. */
  viewHeader(view: string): Locator {
    const title = this.page.locator('.title', { hasText: exactly(view) });
    return this.sideBar.locator('.pane-header').filter({ has: title });
  }

  /** Shows what is in a view that may be collapsed. */
  async expandView(view: string): Promise<void> {
    const header = this.viewHeader(view);
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    await header.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** Presses a button in the title of a view, or chooses from the menu behind its three dots. */
  async viewAction(name: string, view = 'Customers'): Promise<void> {
    await untilAtRest(this.page);
    const title = this.viewHeader(view);
    await title.hover();
    const button = title.getByRole('button', { name, exact: true });
    if (await button.isVisible()) {
      await button.click();
    } else {
      const more = title.getByRole('button', { name: /More Actions/ });
      await chooseFromMenu(this.page, () => more.click(), name);
    }
  }

  /** Runs a command from the palette by its whole title, `Category: Title`. */
  async runCommand(title: string): Promise<void> {
    await untilAtRest(this.page);
    await this.page.keyboard.press('F1');
    await this.page.getByRole('textbox', { name: /^Type the name of a command/ }).fill(`>${title}`);
    await this.quickInput.choose(title);
  }

  /** Opens a file of the folder that is open, by its name. */
  async openFile(name: string): Promise<void> {
    await untilAtRest(this.page);
    await this.page.keyboard.press('ControlOrMeta+p');
    await this.page.getByRole('textbox', { name: /^Search files by name/ }).fill(name);
    await this.quickInput.choose(name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  notification(text: string | RegExp): Message {
    return Message.notification(this.page, text);
  }

  /** All notifications that show. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  modal(text: string | RegExp): Message {
    return Message.modal(this.page, text);
  }

  /** An entry of the status bar by what it shows. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
  }

  async clickStatusBarItem(text: string | RegExp): Promise<void> {
    await untilAtRest(this.page);
    await this.statusBarItem(text).getByRole('button').click();
  }

  /** What an action leaves on the clipboard, which is emptied first. */
  async copiedBy(action: () => Promise<void>): Promise<string> {
    await this.page.evaluate<undefined>(`navigator.clipboard.writeText('')`);
    await action();
    return await this.page.evaluate<string>(untilCopied);
  }

  /** Reloads the window: the extension host starts anew, secrets and state stay. */
  async reload(): Promise<void> {
    await reloadPage(this.page);
    await this.waitUntilReady();
  }

  /** Until the view of last time is open again: a click on its tab before that would close it. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator('.part.activitybar [role=tab][aria-expanded=true]').waitFor({ timeout: 60_000 });
  }

  /** A picture of the window at rest: no caret, no animation, no mouse over anything. */
  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await this.page.mouse.move(640, 400);
    await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  }
}
