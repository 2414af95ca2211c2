import type { Disposable } from './disposable.ts';

/** Subscribes a listener. Fits `vscode.Event`, so stores need not import vscode to be listened to. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** The firing side of an {@link Event}. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // A wrapper of its own per subscription: one listener may subscribe twice.
    const own = (value: T): unknown => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
