import { setTimeout as wait } from 'node:timers/promises';
import type { TreeDataProvider } from 'vscode';
import type { Clock } from '../api/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';

/** Milliseconds after which rows have left for the window, apart from what it is told next. */
const LEFT_MS = 100;
/** Milliseconds between two changes: of what follows sooner, VS Code itself decides when to tell the window. */
const APART_MS = 250;

type Provider<T> = Pick<TreeDataProvider<T>, 'getChildren' | 'getTreeItem'>;
/** What VS Code listens to. */
type Changes<T> = NonNullable<TreeDataProvider<T>['onDidChangeTreeData']>;

/**
 * Has the rows of a tree view drawn anew, but never while rows are on their way to the window. A window that is told of a
 * change in the same breath as it gets rows keeps these for the new ones, and does not ask again; the extension host has
 * forgotten them by then. Nothing below them shows, nor does any other change, until the next one comes.
 */
export class Redraws<T> implements Disposable {
  readonly #clock: Pick<Clock, 'elapsed' | 'wait'>;
  readonly #changed = new Emitter<T[] | undefined>();
  readonly #due = new Set<T | undefined>();
  #earliestMs = 0;
  #telling: Promise<void> | undefined;

  constructor(clock: Pick<Clock, 'elapsed' | 'wait'> = TIMER) {
    this.#clock = clock;
  }

  /** A provider like the one given, whose rows are noted as they leave, and which tells of what {@link ask} is called for. */
  watch<P extends Provider<T>>(provider: P): P & { readonly onDidChangeTreeData: Changes<T> } {
    return {
      ...provider,
      onDidChangeTreeData: this.#changed.event as Changes<T>,
      getChildren: (row?: T) => this.#noting(provider.getChildren(row)),
      getTreeItem: (row: T) => this.#noting(provider.getTreeItem(row)),
    };
  }

  /** Has a row and what is below it drawn anew, or with undefined all, as soon as that is safe. */
  ask(row: T | undefined): void {
    this.#due.add(row);
    if (this.#telling) return;
    if (this.#leftMs > 0) this.#telling = this.#later();
    else this.#tell();
  }

  /** Until VS Code has been told of all that was asked for. */
  async told(): Promise<void> {
    await this.#telling;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get #leftMs(): number {
    return this.#earliestMs - this.#clock.elapsed();
  }

  #noting<R>(given: R): R {
    if (given instanceof Promise) given.then(this.#note, this.#note);
    else this.#note();
    return given;
  }

  readonly #note = (): void => {
    this.#notBefore(LEFT_MS);
  };

  #notBefore(fromNowMs: number): void {
    this.#earliestMs = Math.max(this.#earliestMs, this.#clock.elapsed() + fromNowMs);
  }

  async #later(): Promise<void> {
    // Waits in any case: `ask` keeps the promise of this call only after it has begun.
    do await this.#clock.wait(Math.max(0, this.#leftMs));
    while (this.#leftMs > 0);
    this.#telling = undefined;
    this.#tell();
  }

  #tell(): void {
    const due = [...this.#due];
    this.#due.clear();
    this.#notBefore(APART_MS);
    const rows = due.filter((row) => row !== undefined);
    this.#changed.fire(rows.length < due.length ? undefined : rows);
  }
}

/** A timer that keeps no process alive. */
const TIMER: Pick<Clock, 'elapsed' | 'wait'> = {
  elapsed: () => performance.now(),
  wait: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
};
