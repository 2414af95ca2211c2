import type { Page } from 'playwright-core';

const rest = `new Promise((resolve) => {
  let end;
  const wait = () => { clearTimeout(end); end = setTimeout(() => { observer.disconnect(); resolve(); }, 500); };
  const observer = new MutationObserver(wait);
  observer.observe(document.querySelector('.part.sidebar'), { subtree: true, childList: true });
  wait();
})`;

/**
 * Until nothing has changed in the side bar for half a second: titles and rows that are drawn once more close their
 * menus, and take the focus from a box that has just opened.
 */
export async function untilAtRest(page: Page): Promise<void> {
  await page.evaluate<undefined>(rest);
}
