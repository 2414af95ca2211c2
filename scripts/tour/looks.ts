import assert from 'node:assert/strict';
import type { CDPSession, Page } from 'playwright-core';

/** How large the window is, in pixels of the page, how much it is magnified, and how wide its side bar. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly sideBar: number;
}

/** In pixels of the page. */
export type Clip = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

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
  /** What the browser tells of the system, by which VS Code chooses. */
  readonly media: Parameters<Page['emulateMedia']>[0];
}

export const THEMES = {
  dark: {
    colorTheme: 'Default Dark Modern',
    className: 'vs-dark',
    media: { colorScheme: 'dark', forcedColors: 'none' },
  },
  light: {
    colorTheme: 'Default Light Modern',
    className: 'vs',
    media: { colorScheme: 'light', forcedColors: 'none' },
  },
  contrast: {
    colorTheme: 'Default High Contrast',
    className: 'hc-black',
    media: { colorScheme: 'dark', forcedColors: 'active' },
  },
} satisfies Readonly<Record<string, Theme>>;

/** Has VS Code follow the system, which is changed from outside without a click: what is open stays open. */
export const FOLLOWING_THE_SYSTEM = {
  'window.autoDetectColorScheme': true,
  'window.autoDetectHighContrast': true,
  'workbench.preferredDarkColorTheme': THEMES.dark.colorTheme,
  'workbench.preferredLightColorTheme': THEMES.light.colorTheme,
  'workbench.preferredHighContrastColorTheme': THEMES.contrast.colorTheme,
};

/** Puts a theme on, and waits until it is worn. */
export async function wear(page: Page, { media, className }: Theme): Promise<void> {
  await page.emulateMedia(media);
  await page.locator(`.monaco-workbench.${className}`).waitFor();
}

const sessions = new WeakMap<Page, CDPSession>();

/** One for each page, which stays: what it has set lasts as long as it does. */
async function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  return session;
}

/** Gives the window another size. What is open in it stays open. */
export async function layOut(page: Page, { width, height, zoom, sideBar }: Layout): Promise<void> {
  await page.setViewportSize({ width, height });
  const metrics = { width, height, deviceScaleFactor: zoom, mobile: false };
  await (await sessionOf(page)).send('Emulation.setDeviceMetricsOverride', metrics);
  await dragSideBar(page, sideBar);
}

/** In the page: until what fades in is there; what turns for ever is not waited for. */
const faded = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
  .map(({ finished }) => finished))`;

/** A picture of the window or a part of it as it is. Playwright's own would close menus and hovers. */
export async function photograph(page: Page, clip?: Clip): Promise<Buffer> {
  await page.evaluate(faded);
  const options = clip && { clip: { ...clip, scale: 1 } };
  const { data } = await (await sessionOf(page)).send('Page.captureScreenshot', options);
  return Buffer.from(data, 'base64');
}

/** Makes the side bar so wide. A modal question is in the way of the mouse; the side bar behind it matters to nobody. */
export async function dragSideBar(page: Page, width: number): Promise<void> {
  if (await page.locator('.monaco-dialog-modal-block:visible').isVisible()) return;
  const box = await page.locator('.part.sidebar').boundingBox();
  assert.ok(box, 'the side bar is open');
  // Below the box at the top, or else above messages.
  const asking = await page.locator('.quick-input-widget:visible').isVisible();
  const y = Math.round(box.y + box.height * (asking ? 0.95 : 0.3));
  if (Math.abs(box.width - width) > 1) {
    await page.mouse.move(box.x + box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + width, y, { steps: 3 });
    await page.mouse.up();
  }
  // Over nothing that would show a hover.
  await page.mouse.move((page.viewportSize()?.width ?? 0) - 40, y);
}
