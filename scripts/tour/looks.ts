import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** How large the window is, in pixels of the page, how much it is magnified, and how wide its side bar. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly sideBar: number;
}

export const WIDE: Layout = { width: 1280, height: 800, zoom: 1, sideBar: 400 };

export const LAYOUTS = {
  wide: WIDE,
  // As narrow as VS Code lets it be.
  narrow: { ...WIDE, sideBar: 170 },
  // The same window at 200 %.
  zoomed: { width: 640, height: 400, zoom: 2, sideBar: 300 },
} satisfies Readonly<Record<string, Layout>>;

interface Theme {
  readonly colorTheme: string;
  /** By which the workbench tells that it wears it. */
  readonly className: string;
}

export const THEMES = {
  dark: { colorTheme: 'Default Dark Modern', className: 'vs-dark' },
  light: { colorTheme: 'Default Light Modern', className: 'vs' },
  contrast: { colorTheme: 'Default High Contrast', className: 'hc-black' },
} satisfies Readonly<Record<string, Theme>>;

/** Writes the theme into the user's settings, which VS Code watches, and waits until it is worn. */
export async function wear(page: Page, folder: string, theme: Theme): Promise<void> {
  const worn = page.locator(`.monaco-workbench.${theme.className}`);
  if (await worn.isVisible()) return;
  const file = join(folder, 'user-data', 'User', 'settings.json');
  const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...settings, 'workbench.colorTheme': theme.colorTheme }));
  await worn.waitFor();
}

const magnified = new WeakMap<Page, number>();

/** Gives the window another size. What is open in it stays open. */
export async function layOut(page: Page, { width, height, zoom, sideBar }: Layout): Promise<void> {
  const { width: now } = page.viewportSize() ?? {};
  if (now !== width || magnified.get(page) !== zoom) {
    await page.setViewportSize({ width, height });
    const session = await page.context().newCDPSession(page);
    const metrics = { width, height, deviceScaleFactor: zoom, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
    await session.detach();
    magnified.set(page, zoom);
  }
  await dragSideBar(page, sideBar);
}

/** Makes the side bar so wide. A modal question is in the way of the mouse; the side bar behind it matters to nobody. */
export async function dragSideBar(page: Page, width: number): Promise<void> {
  if (await page.locator('.monaco-dialog-modal-block:visible').isVisible()) return;
  const box = await page.locator('.part.sidebar').boundingBox();
  assert.ok(box, 'the side bar is open');
  // Below the box at the top and above messages.
  const y = Math.round(box.y + box.height * 0.62);
  if (Math.abs(box.width - width) > 1) {
    await page.mouse.move(box.x + box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + width, y, { steps: 3 });
    await page.mouse.up();
  }
  // Over nothing that would show a hover.
  await page.mouse.move((page.viewportSize()?.width ?? 0) - 40, y);
}
