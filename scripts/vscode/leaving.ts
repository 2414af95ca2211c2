import { setTimeout } from 'node:timers/promises';
import type { Dialog, Page } from 'playwright-core';

/** Closes the page as a person closes a tab. One that will not go is left: its browser is about to be closed. */
export async function closePage(page: Page): Promise<void> {
  if (!page.isClosed()) await leave(page, 'close', () => page.close({ runBeforeUnload: true }));
}

/** Reloads the page and returns as soon as the new one has begun to load. */
export async function reloadPage(page: Page): Promise<void> {
  const gone = await leave(page, 'domcontentloaded', () => page.evaluate<undefined>('location.reload()'));
  if (!gone) throw new Error('The page did not reload.');
}

/** The browser's question whether to leave a page that refuses to be left. */
export const isRefusal = (dialog: Dialog) => dialog.type() === 'beforeunload';

/** How long a page may go on refusing to be left, in milliseconds: a crashed one would for ever. */
const patience = 10_000;

/**
 * VS Code writes state a tenth of a second after it changed. In a browser what is not written by then is lost with
 * the page, without a word; only a script is quick enough to see that. In milliseconds.
 */
const writingDelay = 300;

/**
 * Leaves a page as a careful person would: not within the blink of an eye after saving, and not against its will.
 * A workbench that is writing refuses; the refusal is accepted, and the page asked again. Tells whether it is gone.
 */
async function leave(
  page: Page,
  event: 'close' | 'domcontentloaded',
  ask: () => Promise<void>,
): Promise<boolean> {
  await setTimeout(writingDelay);
  const gone = new Promise<'gone'>((resolve) => {
    const settle = () => {
      resolve('gone');
    };
    if (event === 'close') page.once('close', settle);
    else page.once('domcontentloaded', settle);
  });
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const refused = new Promise<'refused'>((resolve) => {
      page.once('dialog', () => {
        resolve('refused');
      });
    });
    // That the page is gone before it has answered is what was asked for.
    ask().catch(() => undefined);
    const answer = await Promise.race([gone, refused, setTimeout(patience, 'silent', { ref: false })]);
    if (answer !== 'refused') return answer === 'gone';
  }
  return false;
}
