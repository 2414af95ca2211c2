import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { packageExtension } from '../../scripts/package.ts';
import { root } from '../../scripts/project.ts';
import { openWindow, type Window } from '../../scripts/vscode/window.ts';
import {
  startWorkbench,
  type Workbench as Server,
  type WorkbenchOptions,
} from '../../scripts/vscode/workbench.ts';
import { Workbench } from './objects/workbench.ts';

interface VsCodeOptions extends Partial<WorkbenchOptions> {
  /** Called with each page before it opens the window. */
  readonly onPage?: (page: Page, logFile: string) => Promise<void>;
}

/** A real VS Code with the packaged extension installed, for the tests of one `describe`. */
export class VsCode {
  /** All that VS Code, the extension and the browser write is below this folder. */
  folder = '';
  #workbench: Workbench | undefined;
  #server: Server | undefined;
  #window: Window | undefined;

  readonly #options: VsCodeOptions;

  constructor(options: VsCodeOptions) {
    this.#options = options;
  }

  get workbench(): Workbench {
    if (!this.#workbench) throw new Error('VS Code does not run.');
    return this.#workbench;
  }

  get isOpen(): boolean {
    return this.#workbench !== undefined;
  }

  /** Starts, or starts again with all that was stored before. */
  async open(): Promise<void> {
    if (this.folder === '')
      this.folder = await mkdtemp(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'partner-console-'));
    this.#server = await startWorkbench({
      ...this.#options,
      userDataDir: join(this.folder, 'user-data'),
      vsix:
        this.#options.vsix ??
        process.env['TEST_VSIX'] ??
        (await packageExtension(join(this.folder, 'x.vsix'), 'ignore')),
    });
    this.#window = await openWindow(this.#server);
    this.#workbench = new Workbench(this.#window.page);
    // With a space, as a person's folders have.
    await this.#show(this.#workbench, 'my portal');
  }

  /** A second window of the same VS Code in the same browser, with a folder of its own. */
  async openAnother(folder: string): Promise<Workbench> {
    if (!this.#window) throw new Error('VS Code does not run.');
    const workbench = new Workbench(await this.#window.newPage());
    await this.#show(workbench, folder);
    return workbench;
  }

  async #show(workbench: Workbench, name: string): Promise<void> {
    if (!this.#server) throw new Error('VS Code does not run.');
    const folder = join(this.folder, name);
    await mkdir(folder, { recursive: true });
    await this.#options.onPage?.(workbench.page, this.#server.logFile);
    await workbench.page.goto(this.#server.url(folder));
    await workbench.waitUntilReady();
  }

  /** Ends VS Code and the browser; what they wrote stays until the tests are over. */
  async close(): Promise<void> {
    this.#workbench = undefined;
    await this.#window?.close();
    await this.#server?.stop();
    this.#window = this.#server = undefined;
  }

  /** What to look at after a failure, which no failure in here may replace. */
  async keepEvidence(title: string): Promise<void> {
    await this.#keepEvidence(title).catch((error: unknown) => {
      console.error('No evidence of the failure:', error);
    });
  }

  /** The server's log, the picture, the window and its pages as text: that also where only the output is kept. */
  async #keepEvidence(title: string): Promise<void> {
    const name = title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
    const path = join(root, 'artifacts', 'e2e', name);
    await mkdir(join(root, 'artifacts', 'e2e'), { recursive: true });
    if (this.#server) await copyFile(this.#server.logFile, `${path}.log`);
    for (const [index, page] of (this.#window?.context.pages() ?? []).entries()) {
      const window = index === 0 ? path : `${path}-${index + 1}`;
      await page.screenshot({ path: `${window}.png` });
      const frames = page.frames().map((frame) => frame.locator('body').ariaSnapshot({ timeout: 5_000 }));
      const texts = (await Promise.allSettled(frames)).map((text) => ('value' in text ? text.value : ''));
      const text = texts.filter((each) => each !== '').join('\n---\n');
      await writeFile(`${window}.txt`, text);
      console.error(text);
    }
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Gives the tests of a `describe` a VS Code of their own. */
export function useVsCode(options: VsCodeOptions = {}): VsCode {
  const vscode = new VsCode(options);
  before(async function () {
    // A busy machine takes its time to start three programs.
    this.timeout(120_000);
    try {
      await vscode.open();
    } catch (error) {
      await vscode.keepEvidence('start');
      throw error;
    }
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await vscode.keepEvidence(this.currentTest.fullTitle());
  });
  after(() => vscode.remove());
  return vscode;
}
