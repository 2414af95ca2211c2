import type { Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './menu.ts';
import { untilAtRest } from './rest.ts';
import { exactly } from './text.ts';

/** A row of a tree view. Rows are found by label: to assistive technology a row is named by its tooltip. */
export class Row {
  readonly locator: Locator;
  readonly #page: Page;

  constructor(page: Page, view: string, label: string | RegExp) {
    this.#page = page;
    const text = typeof label === 'string' ? exactly(label) : label;
    this.locator = page
      .getByRole('tree', { name: view, exact: true })
      .getByRole('treeitem')
      .filter({ has: page.locator('.label-name', { hasText: text }) })
      .first();
  }

  async waitFor(state: 'visible' | 'detached' = 'visible'): Promise<void> {
    await this.locator.waitFor({ state });
  }

  /** The label and, behind it, the description. */
  async text(): Promise<{ label: string; description: string }> {
    const label = await this.locator.locator('.label-name').first().innerText();
    const description = this.locator.locator('.label-description').first();
    return { label, description: (await description.count()) > 0 ? await description.innerText() : '' };
  }

  async click(): Promise<void> {
    await this.locator.click();
  }

  async expand(): Promise<void> {
    await this.setExpanded(true);
  }

  async collapse(): Promise<void> {
    await this.setExpanded(false);
  }

  /** Presses a button that shows in the row when the mouse is over it. */
  async inlineAction(name: string): Promise<void> {
    await untilAtRest(this.#page);
    await this.locator.hover();
    await this.locator.getByRole('button', { name, exact: true }).click();
  }

  /** Chooses from the menu that the right mouse button opens. */
  async menuAction(name: string): Promise<void> {
    await chooseFromMenu(this.#page, () => this.locator.click({ button: 'right' }), name);
  }

  private async setExpanded(expanded: boolean): Promise<void> {
    await this.locator.waitFor();
    if ((await this.locator.getAttribute('aria-expanded')) === String(expanded)) return;
    await this.locator.locator('.monaco-tl-twistie').click();
    await this.locator.and(this.#page.locator(`[aria-expanded="${String(expanded)}"]`)).waitFor();
  }
}
