import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';

const SCHEME = 'partner-console-report';

/** Read-only documents that the extension writes, each under a name of its own and in memory only. */
export class Reports implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      // An editor that VS Code brings back after a restart asks for what is gone.
      provideTextDocumentContent: (uri) =>
        this.#texts.get(uri.path) ?? 'This report was not kept. Run the command again.\n',
    });
  }

  /** Puts a text into the place of what the report said before; whoever looks at it sees that. */
  write(name: string, markdown: string): void {
    const uri = uriOf(name);
    this.#texts.set(uri.path, markdown);
    this.#changed.fire(uri);
  }

  /** Shows a report as a page; its text where VS Code's Markdown extension is switched off. */
  async preview(name: string): Promise<void> {
    const commands = await vscode.commands.getCommands(true);
    if (commands.includes('markdown.showPreview'))
      await vscode.commands.executeCommand('markdown.showPreview', uriOf(name));
    else await this.open(name);
  }

  /** Shows the text of a report, every character of it. */
  async open(name: string): Promise<void> {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(name)), {
      preview: false,
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function uriOf(name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md` });
}
