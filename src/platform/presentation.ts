import type { Memento } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import type { NameMask } from './nameMask.ts';

/** Whose name it is, which stays in sight. */
export type NameKind = 'Customer' | 'Member';

const KEY = 'presenting';

/**
 * Presentation mode: while it is on, whatever the extension shows goes through `mask`, so that a screen can be shared.
 * Remembered with the workspace: a window that reloads during a presentation reveals nothing. Names are masked that
 * were learned, so whoever shows one teaches it first; that costs little, and is done while it is off as well.
 */
export class Presentation implements Disposable {
  readonly #memento: Memento;
  readonly #changed = new Emitter<undefined>();
  readonly #names = new Map<string, NameKind>();
  #on: boolean;
  #masks: NameMask | undefined;
  #loading: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
    this.#on = memento.get(KEY) === true;
  }

  get on(): boolean {
    return this.#on;
  }

  /** Takes effect at once, and is remembered for the next time the window opens. */
  async set(on: boolean): Promise<void> {
    if (on) await this.#load();
    this.#on = on;
    this.#changed.fire(undefined);
    await this.#memento.update(KEY, on ? true : undefined);
  }

  learn(kind: NameKind, name: string): void {
    const known = name.trim();
    if (known === '' || this.#names.has(known)) return;
    this.#names.set(known, kind);
    this.#masks?.add(known, kind);
  }

  /** Until `mask` knows how to mask: before that it hides the whole text, while presenting. */
  async ready(): Promise<void> {
    if (this.#on) await this.#load();
  }

  /** A text with names, e-mail addresses, phone numbers and ids masked; as it is while not presenting. */
  mask(text: string): string {
    return this.#on ? (this.#masks?.mask(text) ?? '••••') : text;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #load(): Promise<void> {
    return (this.#loading ??= import('./nameMask.ts').then(({ NameMask }) => {
      const masks = new NameMask();
      for (const [name, kind] of this.#names) masks.add(name, kind);
      this.#masks = masks;
    }));
  }
}
