import type { Locator, Page } from 'playwright-core';
import { containing } from './text.ts';

/** A notification at the bottom right, or a modal dialog: something said, with buttons. */
export class Message {
  readonly locator: Locator;

  private constructor(locator: Locator) {
    this.locator = locator;
  }

  static notification(page: Page, text: string | RegExp): Message {
    // The name of a notification is its text and what VS Code adds, the word itself among it.
    const source = typeof text === 'string' ? containing(text).source : text.source;
    const name = new RegExp(`${source}[^]*, notification`);
    return new Message(page.getByRole('dialog', { name }).first());
  }

  static modal(page: Page, text: string | RegExp): Message {
    return new Message(page.locator('.monaco-dialog-box').filter({ hasText: text }));
  }

  async waitFor(state: 'visible' | 'hidden' = 'visible'): Promise<void> {
    await this.locator.waitFor({ state });
  }

  async text(): Promise<string> {
    return await this.locator
      .locator('.notification-list-item-message, .dialog-message-container')
      .innerText();
  }

  /** What can be answered, without what VS Code adds to each notification. */
  async buttons(): Promise<string[]> {
    return await this.locator.locator('.monaco-button').allInnerTexts();
  }

  async click(button: string): Promise<void> {
    await this.locator.getByRole('button', { name: button, exact: true }).click();
  }
}
