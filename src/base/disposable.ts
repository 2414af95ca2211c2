/** Whatever holds a resource until it is told to let go. Fits `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables; what is added after its own end is disposed at once, so nothing outlives it by coming late. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  /** Returns its argument, so that making and owning is one expression. */
  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) item.dispose();
  }
}
