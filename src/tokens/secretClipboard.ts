import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../api/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';

/** The clipboard of the system, as VS Code offers it. */
export interface SystemClipboard {
  /** May never settle: a browser asks for permission, or waits until the window has the focus. */
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/**
 * `counting`: a token is on the clipboard, for so many seconds more. `unsure`: its time is up, but the clipboard could
 * not be read, so it was not touched: it may hold something else by now.
 */
export type ClipboardState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'counting'; readonly seconds: number }
  | { readonly kind: 'unsure' };

export interface SecretClipboardOptions {
  readonly clipboard: SystemClipboard;
  readonly clock: Clock;
  /** Seconds after which a value is taken back; 0 for never. Asked at each copy. */
  readonly clearAfter: () => number;
}

/** Milliseconds that reading may take. */
const READING_LIMIT = 3_000;

/**
 * Puts secrets onto the clipboard and takes them back, unless something else was copied meanwhile. What it remembers
 * of a value is a fingerprint under a key that this process made up, which is enough to recognize it.
 */
export class SecretClipboard implements Disposable {
  readonly #options: SecretClipboardOptions;
  readonly #key = randomBytes(32);
  readonly #changed = new Emitter<undefined>();
  #fingerprint: Buffer | undefined;
  #countdown = new AbortController();
  #state: ClipboardState = { kind: 'idle' };

  /** Fires with each second of a countdown, and when it ends. */
  readonly onDidChange = this.#changed.event;

  constructor(options: SecretClipboardOptions) {
    this.#options = options;
  }

  get state(): ClipboardState {
    return this.#state;
  }

  /** Copies, and starts the countdown anew. Resolves to its seconds; 0 where the value stays. */
  async copy(value: string): Promise<number> {
    this.#countdown.abort();
    try {
      await this.#options.clipboard.writeText(value);
    } catch (error) {
      // What was copied before is still there, and its countdown was stopped.
      if (this.#fingerprint) this.#start(this.#fingerprint);
      throw error;
    }
    return this.#start(this.#fingerprintOf(value));
  }

  /**
   * At the user's word: also where it cannot be seen what the clipboard holds.
   * @returns `other` where something else was copied meanwhile, which stays, and `nothing` where no token is known to be there
   */
  async clearNow(): Promise<'cleared' | 'other' | 'nothing'> {
    this.#countdown.abort();
    if (!this.#fingerprint) return 'nothing';
    const isOther = (await this.#look()) === 'other';
    if (!isOther) {
      try {
        await this.#options.clipboard.writeText('');
      } catch (error) {
        this.#set({ kind: 'unsure' });
        throw error;
      }
    }
    this.#end({ kind: 'idle' });
    return isOther ? 'other' : 'cleared';
  }

  /** For the end of the window: what is still there is taken back now, if it can be. */
  async end(): Promise<void> {
    this.#countdown.abort();
    if (this.#fingerprint) await this.#clear(new AbortController().signal);
  }

  dispose(): void {
    this.#countdown.abort();
    this.#changed.dispose();
  }

  #start(fingerprint: Buffer): number {
    this.#countdown.abort();
    const seconds = this.#options.clearAfter();
    if (seconds <= 0) {
      this.#end({ kind: 'idle' });
      return 0;
    }
    this.#fingerprint = fingerprint;
    this.#countdown = new AbortController();
    void this.#count(seconds, this.#countdown.signal);
    return seconds;
  }

  async #count(seconds: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const end = clock.elapsed() + seconds * 1000;
    try {
      for (let left = end - clock.elapsed(); left > 0; left = end - clock.elapsed()) {
        this.#set({ kind: 'counting', seconds: Math.ceil(left / 1000) });
        await clock.wait(left % 1000 || 1000, signal);
      }
    } catch {
      // Another countdown took over.
      return;
    }
    await this.#clear(signal);
  }

  async #clear(signal: AbortSignal): Promise<void> {
    const held = await this.#look();
    const superseded = (): boolean => signal.aborted;
    if (superseded()) return;
    try {
      if (held === 'unreadable') throw new Error('The clipboard could not be read.');
      if (held === 'ours') await this.#options.clipboard.writeText('');
    } catch {
      if (!superseded()) this.#set({ kind: 'unsure' });
      return;
    }
    if (!superseded()) this.#end({ kind: 'idle' });
  }

  async #look(): Promise<'ours' | 'other' | 'unreadable'> {
    const { clipboard, clock } = this.#options;
    const enough = new AbortController();
    const limit = clock.wait(READING_LIMIT, enough.signal).catch(() => undefined);
    try {
      const text = await Promise.race([clipboard.readText(), limit]);
      if (typeof text !== 'string' || !this.#fingerprint) return 'unreadable';
      return timingSafeEqual(this.#fingerprintOf(text), this.#fingerprint) ? 'ours' : 'other';
    } catch {
      return 'unreadable';
    } finally {
      enough.abort();
    }
  }

  #fingerprintOf(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }

  #end(state: ClipboardState): void {
    this.#fingerprint = undefined;
    this.#set(state);
  }

  #set(state: ClipboardState): void {
    this.#state = state;
    this.#changed.fire(undefined);
  }
}
