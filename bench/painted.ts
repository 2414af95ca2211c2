import type { Page } from 'playwright-core';
import { untilAtRest } from '../test/e2e/objects/rest.ts';

/**
 * In the page: the milliseconds from the next click until so many rows of a level are in the tree of the side bar and those
 * that fit are drawn. It looks after every change of the page, not only with each frame, since a frame is a third of
 * what is measured. Text, since Node's types know no page.
 */
const watch = `(level, count) => new Promise((resolve, reject) => {
  let start;
  const begin = (event) => { start ??= event.timeStamp; };
  addEventListener('click', begin, { capture: true });
  const look = () => {
    if (start === undefined) return;
    const rows = [...document.querySelectorAll('.part.sidebar [role=treeitem][aria-level="' + level + '"]')];
    const [first] = rows.filter((row) => Number(row.getAttribute('aria-setsize')) >= count);
    if (!first) return;
    const list = first.closest('.monaco-list').getBoundingClientRect();
    const lowest = Math.max(...rows.map((row) => row.getBoundingClientRect().bottom));
    if (rows.length < count && lowest < list.bottom - 22) return;
    end(() => resolve(performance.now() - start));
  };
  const observer = new MutationObserver(look);
  const patience = setTimeout(() => end(() => reject(new Error('The rows did not come.'))), 30_000);
  const end = (settle) => {
    observer.disconnect();
    clearTimeout(patience);
    removeEventListener('click', begin, { capture: true });
    settle();
  };
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
})`;

/** Milliseconds from the click that an action makes until rows are in the page; `count` of them below one parent. */
export async function untilRows(
  page: Page,
  level: number,
  count: number,
  action: () => Promise<void>,
): Promise<number> {
  await untilAtRest(page);
  await page.evaluate<undefined>(`void (window.rowsPainted = (${watch})(${level}, ${count}))`);
  const [ms] = await Promise.all([page.evaluate<number>('window.rowsPainted'), action()]);
  return ms;
}
