import type { Page } from 'playwright-core';
import { untilAtRest } from './rest.ts';

/**
 * Opens a menu of the side bar and chooses from it. With Enter, since VS Code ignores a click in the first tenth of a
 * second of a menu, which is how it keeps the click that opened it from choosing.
 */
export async function chooseFromMenu(page: Page, open: () => Promise<void>, name: string): Promise<void> {
  await untilAtRest(page);
  await open();
  const item = page.getByRole('menuitem', { name, exact: true });
  await item.hover();
  await page.keyboard.press('Enter');
  await item.waitFor({ state: 'hidden' });
}
