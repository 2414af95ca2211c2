import type { Page } from 'playwright-core';

/**
 * Chooses from the menu that is opening. With Enter, since VS Code ignores a click in the first tenth of a second
 * of a menu, which is how it keeps the click that opened it from choosing.
 */
export async function chooseFromMenu(page: Page, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name, exact: true });
  await item.hover();
  await page.keyboard.press('Enter');
  await item.waitFor({ state: 'hidden' });
}
