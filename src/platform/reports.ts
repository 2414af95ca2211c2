import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { t } from '../base/l10n.ts';
import type { Presentation } from './presentation.ts';
import { hasReportName, ReportNames } from './reportNames.ts';

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
  readonly #names: ReportNames;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #subscriptions: readonly Disposable[];
  #made = 0;

  constructor(presentation: Presentation) {
    this.#names = new ReportNames(presentation);
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, {
      onDidChange: this.#changed.event,
      // An editor that VS Code brings back after a restart asks for what is gone.
      provideTextDocumentContent: async (uri) => {
        await presentation.ready();
        const text =
          this.#texts.get(uri.toString()) ?? `${t('This report was not kept. Run the command again.')}\n`;
        return presentation.mask(text);
      },
    });
    this.#subscriptions = [
      presentation.onDidChange(() => {
        for (const uri of this.#texts.keys()) this.#changed.fire(vscode.Uri.parse(uri));
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
        if (!presentation.on) return;
        // What was on its way when the mode was turned on: VS Code drops the change of a document that it still opens.
        const late = [...opened, ...changed].filter((tab) => this.#isPlain(tab));
        if (late.length > 0) void vscode.window.tabGroups.close(late);
      }),
    ];
  }

  /** `name` is the title of its tab, which stays what it was when presentation mode is turned on. */
  make(name: string, markdown: string): Report {
    this.#made += 1;
    // The time tells it from one that an earlier window left open.
    const query = `${Date.now()}-${this.#made}`;
    const uri = vscode.Uri.from({ scheme: REPORT_SCHEME, path: `/${this.#names.make(name)}`, query });
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
  isIn(tab: vscode.Tab): boolean {
    return titleIn(tab) !== undefined;
  }

  /** Whether a tab shows one of these that was made while nothing was masked. */
  #isPlain(tab: vscode.Tab): boolean {
    const title = titleIn(tab);
    return title !== undefined && this.#names.isPlain(title);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** Whether a tab shows any file as a page. */
export function isPage(input: unknown): boolean {
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith('markdown.preview');
}

/** What has the name of the report that a tab shows; undefined where it shows none. */
function titleIn({ input, label }: vscode.Tab): string | undefined {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom)
    return input.uri.scheme === REPORT_SCHEME ? input.uri.path : undefined;
  return isPage(input) && hasReportName(label) ? label : undefined;
}
