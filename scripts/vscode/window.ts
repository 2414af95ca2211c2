import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from './browser.ts';
import { closePage, isRefusal } from './leaving.ts';
import type { Workbench } from './workbench.ts';

/** A browser in which a workbench can be opened. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** A page beside the first, which shares with it what tabs of one browser share. */
  readonly newPage: () => Promise<Page>;
  readonly close: () => Promise<void>;
}

export interface WindowOptions {
  readonly size?: { readonly width: number; readonly height: number };
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // The workbench looks for the Marketplace and the like. Nothing here needs them, and no test may.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
];

/**
 * Opens a browser with an empty page. Its profile lives in the workbench's folder: secrets, which the
 * workbench keeps in the browser's storage, survive a restart as they do on a desktop.
 */
export async function openWindow(workbench: Workbench, options: WindowOptions = {}): Promise<Window> {
  const context = await chromium.launchPersistentContext(join(workbench.userDataDir, 'browser'), {
    executablePath: await findBrowser(),
    args: flags,
    viewport: options.size ?? { width: 1280, height: 800 },
    // Playwright would end itself before anybody could end the server.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: `http://localhost:${workbench.port}`,
  });
  const answering = (page: Page): Page =>
    page.on('dialog', (dialog) => void (isRefusal(dialog) ? dialog.dismiss() : dialog.accept()));
  return {
    context,
    page: answering(context.pages()[0] ?? (await context.newPage())),
    newPage: async () => answering(await context.newPage()),
    close: async () => {
      for (const page of context.pages()) await closePage(page);
      await context.close();
    },
  };
}
