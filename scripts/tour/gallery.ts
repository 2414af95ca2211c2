import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../vscode/browser.ts';

/** So many pictures can be looked at together. */
const ON_A_SHEET = 9;

const STYLE = `body { margin: 12px; background: #777; color: #fff; font: 16px system-ui, sans-serif; }
section { display: grid; grid-template-columns: repeat(3, 640px); gap: 12px; padding: 6px; width: max-content; }
figure { margin: 0; } figcaption { padding: 2px; background: #333; } img { width: 640px; display: block; }`;

/** Calls back with a page of a browser of its own, without VS Code. */
export async function withPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    return await use(await browser.newPage({ viewport: { width: 2000, height: 1400 } }));
  } finally {
    await browser.close();
  }
}

/**
 * Puts the pictures of each folder together: `<folder>.html` with all of them, and pictures of nine each,
 * `<folder>-1.png` and so on.
 */
export async function writeContactSheets(pictures: string): Promise<void> {
  const entries = await readdir(pictures, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  await withPage(async (page) => {
    for (const folder of folders) {
      const files = (await readdir(join(pictures, folder))).filter((name) => name.endsWith('.png'));
      const sheets = Math.ceil(files.length / ON_A_SHEET);
      const html = Array.from({ length: sheets }, (_, index) =>
        sheet(folder, files.slice(index * ON_A_SHEET, (index + 1) * ON_A_SHEET)),
      );
      const file = join(pictures, `${folder}.html`);
      await writeFile(file, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${html.join('')}`);
      await page.goto(pathToFileURL(file).href);
      for (const [index, section] of (await page.locator('section').all()).entries())
        await section.screenshot({ path: join(pictures, `${folder}-${String(index + 1)}.png`) });
    }
  });
}

function sheet(folder: string, files: readonly string[]): string {
  const figures = files.map(
    (file) => `<figure><figcaption>${file.slice(0, -4)}</figcaption><img src="${folder}/${file}"></figure>`,
  );
  return `<section>${figures.join('')}</section>`;
}
