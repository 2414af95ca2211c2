import type { Fingerprints } from './fingerprints.ts';
import { findShapes, SHAPE_LENGTH } from './tokenShape.ts';

/** What a scan reads of a document. Fits `vscode.TextDocument`. */
export interface Lines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** One change of a document, in lines. Fits `vscode.TextDocumentContentChangeEvent`. */
export interface Change {
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly text: string;
}

/** A credential in a document; `what` is undefined where only the shape says so. */
export interface Leak<T> {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly what: T | undefined;
}

/** Lines between two pauses. */
const BATCH = 512;

/** Characters between two pauses within a long line. */
const WINDOW = 1 << 18;

/** Lines that are looked at to tell text from what is none. */
const FIRST_LINES = 50;

/**
 * The leaks of one document, kept right while it is edited: an edit costs the lines it touches, not the document.
 * Credentials have no line break in them, so each line stands alone, and most are too short to be looked at.
 */
export class DocumentScan<T> {
  readonly #document: Lines;
  #leaks: Leak<T>[] = [];
  /** What was looked for the last time. */
  #fingerprints: Fingerprints<T> | undefined;
  /** The first and last line still to be looked at. */
  #stale: readonly [number, number] | undefined;

  constructor(document: Lines) {
    this.#document = document;
    this.#restart();
  }

  get leaks(): readonly Leak<T>[] {
    return this.#leaks;
  }

  #restart(): void {
    this.#leaks = [];
    this.#stale = [0, this.#document.lineCount - 1];
  }

  /** Takes note of edits, in the order in which VS Code tells them: the last in the document first. */
  edited(changes: readonly Change[]): void {
    for (const { range, text } of changes) {
      const first = range.start.line;
      const last = range.end.line;
      const added = text.match(/\r\n|\r|\n/g)?.length ?? 0;
      const moved = added - (last - first);
      const after = (line: number): number => (line > last ? line + moved : line);
      if (this.#leaks.length > 0)
        this.#leaks = this.#leaks
          .filter(({ line }) => line < first || line > last)
          .map((leak) => ({ ...leak, line: after(leak.line) }));
      const [from, to] = this.#stale ?? [Infinity, -Infinity];
      this.#stale = [Math.min(after(from), first), Math.max(after(to), first + added)];
    }
    const [from, to] = this.#stale ?? [Infinity, -Infinity];
    this.#leaks = this.#leaks.filter(({ line }) => line < from || line > to);
  }

  /**
   * Looks at what is stale: at everything where other values are looked for than the last time. Yields where it may be
   * interrupted; an edit or another run while it rests makes it void: begin another.
   */
  *run(fingerprints: Fingerprints<T>): Generator<undefined, void> {
    if (this.#fingerprints !== fingerprints) this.#restart();
    this.#fingerprints = fingerprints;
    if (this.#isBinary()) {
      this.#leaks = [];
      this.#stale = undefined;
    }
    const shortest = Math.min(fingerprints.shortest, SHAPE_LENGTH);
    for (let count = 1; this.#stale; count += 1) {
      const [line, last] = this.#stale;
      if (line > Math.min(last, this.#document.lineCount - 1)) {
        this.#stale = undefined;
        break;
      }
      const { text } = this.#document.lineAt(line);
      const found = text.length < shortest ? [] : yield* leaksIn(text, fingerprints);
      for (const leak of found) this.#leaks.push({ ...leak, line });
      this.#stale = [line + 1, last];
      if (count % BATCH === 0) yield;
    }
  }

  #isBinary(): boolean {
    for (let line = 0; line < Math.min(FIRST_LINES, this.#document.lineCount); line += 1) {
      if (this.#document.lineAt(line).text.slice(0, 4096).includes('\0')) return true;
    }
    return false;
  }
}

/** The leaks of one line: saved values, and what has the published shape without being one of those. */
function* leaksIn<T>(
  text: string,
  fingerprints: Fingerprints<T>,
): Generator<undefined, Omit<Leak<T>, 'line'>[]> {
  const found: Omit<Leak<T>, 'line'>[] = yield* fingerprints.find(text);
  for (let from = 0; from < text.length; from += WINDOW) {
    // Longer by a token and the character behind it: what begins in a window is seen whole, and in that one only.
    for (const shape of findShapes(text.slice(from, from + WINDOW + SHAPE_LENGTH))) {
      const [start, end] = [from + shape.start, from + shape.end];
      const isKnown = found.some((hit) => hit.start < end && start < hit.end);
      if (shape.start < WINDOW && !isKnown) found.push({ start, end, what: undefined });
    }
    yield;
  }
  return found.sort((a, b) => a.start - b.start);
}
