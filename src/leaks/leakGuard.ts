import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import { gitViewOf, type GitView } from '../platform/gitView.ts';
import type { Presentation } from '../platform/presentation.ts';
import { DocumentScan } from './documentScan.ts';
import { Fingerprints } from './fingerprints.ts';
import { IgnoredLeaks } from './ignoredLeaks.ts';
import { describeLeak, isPlaceForTokens, LEAK_SOURCE, type Guarded } from './leak.ts';
import { quickFixes } from './leakFixes.ts';

export interface LeakGuardOptions {
  /** Hands out every credential that is kept, one after the other. */
  readonly eachSecret: (look: (value: string, what: Guarded) => void) => Promise<void>;
  /** Fires when that may hand out others. */
  readonly onDidChangeSecrets: readonly Event<unknown>[];
  readonly secrets: vscode.SecretStorage;
  /** Where it is remembered what is ignored. */
  readonly workspace: vscode.Memento;
  readonly presentation: Presentation;
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds of quiet before what was edited is looked at. */
const PAUSE = 400;

/** Milliseconds that looking may take in one go: less than anybody notices while typing. */
const SLICE = 4;

/** Characters; larger files are not looked at. */
const LARGEST = 6 * 1024 * 1024;

/** Where files are that people write; everything else is output, history or another program's. */
const SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-userdata', 'vscode-notebook-cell'];

interface Watched {
  readonly document: vscode.TextDocument;
  readonly scan: DocumentScan<Guarded>;
  timer?: NodeJS.Timeout;
  /** What git said last; a file that is saved is asked about anew. */
  gitView?: GitView | undefined;
}

/** Looks for credentials in open files, in the pauses of whoever edits them, and marks what it finds. */
export class LeakGuard implements Disposable {
  readonly #options: LeakGuardOptions;
  readonly #ignored: IgnoredLeaks;
  readonly #marks = vscode.languages.createDiagnosticCollection('partnerConsole');
  readonly #listeners: readonly Disposable[];
  readonly #watched = new Map<vscode.TextDocument, Watched>();
  #fingerprints: Promise<Fingerprints<Guarded>>;
  #taking: NodeJS.Timeout | undefined;
  /** One document is looked at after the other, so that their slices do not add up. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: LeakGuardOptions) {
    this.#options = options;
    this.#ignored = new IgnoredLeaks(options.workspace, options.secrets);
    this.#fingerprints = this.#take();
    const { workspace } = vscode;
    this.#listeners = [
      workspace.onDidOpenTextDocument((document) => {
        this.#open(document);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        this.#edit(document, contentChanges);
      }),
      workspace.onDidSaveTextDocument((document) => {
        this.#saved(document);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#close(document);
      }),
      options.presentation.onDidChange(() => {
        for (const watched of this.#watched.values()) this.#look(watched, 0);
      }),
      ...options.onDidChangeSecrets.map((event) =>
        event(() => {
          this.#takeAnew();
        }),
      ),
      vscode.languages.registerCodeActionsProvider(
        SCHEMES.map((scheme) => ({ scheme })),
        quickFixes,
        {
          providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
        },
      ),
    ];
    for (const document of workspace.textDocuments) this.#open(document);
  }

  /** Marks a value in one file no more. */
  async ignore({ uri }: vscode.TextDocument, value: string): Promise<void> {
    await this.#ignored.add(uri.toString(), value);
    for (const watched of this.#watched.values())
      if (watched.document.uri.toString() === uri.toString()) this.#look(watched, 0);
  }

  dispose(): void {
    clearTimeout(this.#taking);
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    this.#watched.clear();
    for (const listener of this.#listeners) listener.dispose();
    this.#marks.dispose();
  }

  /** Once for what comes together, such as many tokens that another window forgets one by one. */
  #takeAnew(): void {
    clearTimeout(this.#taking);
    this.#taking = setTimeout(() => {
      this.#fingerprints = this.#take(this.#fingerprints);
      for (const watched of this.#watched.values()) this.#look(watched, 0);
    }, PAUSE);
  }

  async #take(before?: Promise<Fingerprints<Guarded>>): Promise<Fingerprints<Guarded>> {
    const fingerprints = new Fingerprints<Guarded>();
    try {
      await this.#options.eachSecret((value, what) => {
        fingerprints.add(value, what);
      });
    } catch (error) {
      // What cannot be read is not gone. What has the published shape is found all the same.
      this.#options.onFailure(error);
      if (before) return before;
    }
    return fingerprints;
  }

  #open(document: vscode.TextDocument): void {
    const { scheme } = document.uri;
    const ours = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.scheme === scheme);
    if (!ours && !SCHEMES.includes(scheme)) return;
    const watched = { document, scan: new DocumentScan<Guarded>(document) };
    this.#watched.set(document, watched);
    this.#look(watched, 0);
  }

  #edit(document: vscode.TextDocument, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const watched = this.#watched.get(document);
    if (!watched || changes.length === 0) return;
    watched.scan.edited(changes);
    this.#look(watched, PAUSE);
  }

  #saved(document: vscode.TextDocument): void {
    // What git ignores may have changed for every file.
    const concerned = document.uri.path.endsWith('/.gitignore')
      ? this.#watched.values()
      : [this.#watched.get(document)];
    for (const watched of concerned) {
      if (!watched) continue;
      watched.gitView = undefined;
      this.#look(watched, 0);
    }
  }

  #close(document: vscode.TextDocument): void {
    clearTimeout(this.#watched.get(document)?.timer);
    this.#watched.delete(document);
    this.#marks.delete(document.uri);
  }

  #look(watched: Watched, delay: number): void {
    clearTimeout(watched.timer);
    watched.timer = setTimeout(() => {
      this.#queue = this.#queue.then(() => this.#scan(watched)).catch(this.#options.onFailure);
    }, delay);
  }

  async #scan(watched: Watched): Promise<void> {
    const { document, scan } = watched;
    const isVoid = (version: number): boolean =>
      document.version !== version || this.#watched.get(document) !== watched;
    if (lengthOf(document) > LARGEST) {
      this.#marks.delete(document.uri);
      return;
    }
    const fingerprints = await this.#fingerprints;
    const { version } = document;
    if (this.#watched.get(document) !== watched) return;
    const run = scan.run(fingerprints);
    for (let until = performance.now() + SLICE; run.next().done !== true;) {
      if (performance.now() < until) continue;
      await new Promise(setImmediate);
      // Whatever made it void asks for another look.
      if (isVoid(version)) return;
      until = performance.now() + SLICE;
    }
    await this.#mark(watched, () => isVoid(version));
  }

  async #mark(watched: Watched, isVoid: () => boolean): Promise<void> {
    const { document, scan } = watched;
    const { uri } = document;
    if (scan.leaks.length === 0) {
      if (this.#marks.has(uri)) this.#marks.delete(uri);
      return;
    }
    const isIgnored = await this.#ignored.in(uri.toString());
    const { Information, Warning } = vscode.DiagnosticSeverity;
    const gitView = watched.gitView ?? (await gitViewOf(uri));
    // Not for long, perhaps: the git extension starts when it likes.
    watched.gitView = gitView === 'unknown' ? undefined : gitView;
    const ignoredByGit = gitView === 'ignored';
    const isPlace = isPlaceForTokens(uri.path);
    const { presentation } = this.#options;
    await presentation.ready();
    if (isVoid()) return;
    const marks = scan.leaks.flatMap(({ line, start, end, what }) => {
      const range = new vscode.Range(line, start, line, end);
      if (isIgnored(document.getText(range)) || (ignoredByGit && isPlace)) return [];
      const { code, message } = describeLeak(what, gitView, isPlace);
      const shown = presentation.mask(message);
      const mark = new vscode.Diagnostic(range, shown, ignoredByGit ? Information : Warning);
      return Object.assign(mark, { source: LEAK_SOURCE, code });
    });
    this.#marks.set(uri, marks);
  }
}

/** In characters; costs no copy of the text. */
function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
