import type { Locator, Page } from 'playwright-core';
import { named } from './text.ts';

/**
 * The box at the top in which VS Code asks to pick and to type. One box serves all questions in turn: wait for the
 * question that is meant before typing an answer.
 */
export class QuickInput {
  readonly locator: Locator;
  readonly input: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.locator = page.locator('.quick-input-widget');
    this.input = this.locator.getByRole('textbox');
  }

  /** Waits for a question: by its title, its prompt, or a message about what was typed. */
  async waitFor(text: string | RegExp): Promise<void> {
    await this.locator.getByText(text).first().waitFor();
  }

  option(label: string | RegExp): Locator {
    const name = typeof label === 'string' ? named(label) : label;
    return this.locator.getByRole('option', { name }).first();
  }

  /** The option that Enter takes, and from which the arrow keys lead on. */
  selected(label: string | RegExp): Locator {
    return this.locator.locator('.monaco-list-row.focused').and(this.option(label));
  }

  async choose(label: string | RegExp): Promise<void> {
    await this.option(label).click();
  }

  /** The options shown, as assistive technology reads them. */
  async options(): Promise<string[]> {
    await this.locator.getByRole('option').first().waitFor();
    const options = await this.locator.getByRole('option').all();
    return await Promise.all(options.map(async (option) => (await option.getAttribute('aria-label')) ?? ''));
  }

  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Types and confirms. */
  async submit(text: string): Promise<void> {
    await this.type(text);
    await this.input.press('Enter');
  }

  /** Answers which file, in the dialog that VS Code shows where it cannot show the system's. */
  async enterPath(question: string, path: string): Promise<void> {
    await this.waitFor(question);
    // What is typed before the dialog has read its first folder is lost: it then writes that folder's path.
    await this.option(/^\.\./).waitFor();
    await this.type(path);
    await this.locator.getByRole('button', { name: 'OK' }).click();
  }

  /** Presses a button in the box's title, whose name may carry its keys. */
  async press(name: string): Promise<void> {
    await this.locator.getByRole('button', { name: named(name) }).click();
  }

  /** Whether what is typed shows as dots. */
  async isMasked(): Promise<boolean> {
    return (await this.input.getAttribute('type')) === 'password';
  }

  async cancel(): Promise<void> {
    await this.locator.waitFor();
    await this.#page.keyboard.press('Escape');
    await this.locator.waitFor({ state: 'hidden' });
  }
}
