import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { t } from '../base/l10n.ts';
import type { Presentation } from './presentation.ts';

const REPORT_SCHEME = 'partner-console-report';
/** So many reports can still be looked at. */
const MOST = 10;

/** A document that the extension writes and nobody else. */
export interface Report {
  /** Shows it as a page; its text where VS Code's Markdown extension is switched off. */
  preview(): Promise<void>;
  /** Shows its text, every character of it. */
  open(): Promise<void>;
}

/** Read-only documents in memory. Each has an address of its own, so that none shows what an older one said. */
export class Reports implements Disposable {
  readonly #texts = new Map<string, string>();
  /** The names of all files that were made or asked for: a page that VS Code made of one tells no more than that. */
  readonly #files = new Set<string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #presentation: Presentation;
  readonly #presented: Disposable;
  #made = 0;

  constructor(presentation: Presentation) {
    this.#presentation = presentation;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, {
      onDidChange: this.#changed.event,
      // An editor that VS Code brings back after a restart asks for what is gone.
      provideTextDocumentContent: async (uri) => {
        this.#files.add(uri.path.slice(1));
        await presentation.ready();
        const text =
          this.#texts.get(uri.toString()) ?? `${t('This report was not kept. Run the command again.')}\n`;
        return presentation.mask(text);
      },
    });
    this.#presented = presentation.onDidChange(() => {
      for (const uri of this.#texts.keys()) this.#changed.fire(vscode.Uri.parse(uri));
    });
  }

  /** `name` is the title of its tab, which stays what it was when presentation mode is turned on. */
  make(name: string, markdown: string): Report {
    this.#made += 1;
    // The time tells it from one that an earlier window left open.
    const query = `${Date.now()}-${this.#made}`;
    const file = `${titleOf(this.#presentation.mask(name))}.md`;
    this.#files.add(file);
    const uri = vscode.Uri.from({ scheme: REPORT_SCHEME, path: `/${file}`, query });
    this.#texts.set(uri.toString(), markdown);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST && oldest !== undefined) this.#texts.delete(oldest);

    const open = async (): Promise<void> => {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    };
    return {
      open,
      async preview() {
        try {
          await vscode.commands.executeCommand('markdown.showPreview', uri);
        } catch {
          await open();
        }
      },
    };
  }

  /** Whether a tab shows one of these, as text or as a page; nothing is lost with it. */
  isIn({ input, label }: vscode.Tab): boolean {
    if (input instanceof vscode.TabInputText) return input.uri.scheme === REPORT_SCHEME;
    return isPage(input) && [...this.#files].some((file) => label.includes(file));
  }

  dispose(): void {
    this.#presented.dispose();
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** Whether a tab shows any file as a page. */
export function isPage(input: unknown): boolean {
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith('markdown.preview');
}

/** A name as the title of a page, which is a file's name to VS Code. */
function titleOf(name: string): string {
  const title = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\?#%:]+/gu, ' ').trim();
  return title.slice(0, 60) || t('Details');
}
