/** A signal that aborts with two others, and for how many calls. */
interface Joined {
  readonly signal: AbortSignal;
  readonly part: () => void;
  calls: number;
}

/**
 * Has calls end with the signal that they were given or with one that is common to all. One signal serves all calls of
 * the same that are under way; `AbortSignal.any` would look at both sources, which it holds weakly, whenever it is looked
 * at, and that is ten times a call.
 */
export class JoinedSignals {
  readonly #common: AbortSignal;
  readonly #joined = new Map<AbortSignal, Joined>();

  constructor(common: AbortSignal) {
    this.#common = common;
  }

  /** What aborts a call that was given a signal, until {@link giveBack} is called with the same. */
  take(signal: AbortSignal | undefined): AbortSignal {
    if (!signal) return this.#common;
    let joined = this.#joined.get(signal);
    if (!joined) this.#joined.set(signal, (joined = join([signal, this.#common])));
    joined.calls += 1;
    return joined.signal;
  }

  giveBack(signal: AbortSignal | undefined): void {
    const joined = signal && this.#joined.get(signal);
    if (!joined) return;
    joined.calls -= 1;
    if (joined.calls > 0) return;
    joined.part();
    this.#joined.delete(signal);
  }
}

function join(sources: readonly AbortSignal[]): Joined {
  const either = new AbortController();
  const abort = ({ target }: Event): void => {
    either.abort((target as AbortSignal).reason);
  };
  for (const source of sources) {
    if (source.aborted) either.abort(source.reason);
    source.addEventListener('abort', abort);
  }
  const part = (): void => {
    for (const source of sources) source.removeEventListener('abort', abort);
  };
  return { signal: either.signal, part, calls: 0 };
}
