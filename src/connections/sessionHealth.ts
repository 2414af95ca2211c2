import { isApiError, type ApiError } from '../api/errors.ts';
import type { Disposable } from '../base/disposable.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';

/**
 * `idle` until the first call has ended; all but `connected` after that say why nothing can be shown. `forbidden` is a
 * host that takes the key and does not let it read the customers, `rateLimited` one that asked for fewer calls,
 * `untrusted` one whose certificate was refused, `proxyFailed` one that a proxy did not let calls through to.
 */
export type HealthState =
  | 'idle'
  | 'connected'
  | 'keyRejected'
  | 'keyMissing'
  | 'forbidden'
  | 'rateLimited'
  | 'unreachable'
  | 'untrusted'
  | 'proxyFailed';

/**
 * What a call's failure says of the connection. `all` for a call that the whole connection is about, as is listing the
 * customers; `key` for one that may be forbidden although that is not, such as what is about one customer, or a write;
 * `nothing` for one that may even be refused although the key is good.
 */
export type Judging = 'all' | 'key' | 'nothing';

/** Milliseconds of a pause; what is over before that would only flicker. */
const WORTH_TELLING = 1000;

/** Milliseconds; a longer timer would end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How a connection fares, as its calls show. */
export class SessionHealth implements Disposable {
  readonly #changed: () => void;
  readonly #now: () => number;
  #state: HealthState = 'idle';
  /** Until a call that judges it says otherwise, also while others are answered. */
  #forbidden = false;
  #limitedUntil: number | undefined;
  #limitEnds: NodeJS.Timeout | undefined;
  #wasAnswered = false;
  #rejection: ApiError | undefined;
  readonly #rejections = new WeakSet<Error>();

  /** `now` in milliseconds since 1970. */
  constructor(changed: () => void, now: () => number = Date.now) {
    this.#changed = changed;
    this.#now = now;
  }

  get state(): HealthState {
    return this.#state;
  }

  /** While `rateLimited`: when calls may go on, in milliseconds since 1970, where the server said so. */
  get limitedUntil(): number | undefined {
    return this.#state === 'rateLimited' ? this.#limitedUntil : undefined;
  }

  /** The failure by which the server rejected the key. */
  get rejection(): ApiError | undefined {
    return this.#rejection;
  }

  /** Whether a failure is one by which the server rejected the key: also of a call that was under way then. */
  rejectedBy(error: unknown): boolean {
    return error instanceof Error && this.#rejections.has(error);
  }

  /** @throws UserError after the key was rejected. */
  throwIfRejected(): void {
    if (this.#rejection) throw new KeyRejected(this.#rejection);
  }

  /** Calls are held back for so long, because the server asked for it; false where that is over at once. */
  paused(milliseconds: number): boolean {
    if (milliseconds < WORTH_TELLING) return false;
    this.#limit(milliseconds);
    return true;
  }

  /** A call was answered. One that was under way when the host asked for a pause does not end it: `pauseMs` is left of that. */
  answered(judging: Judging, pauseMs = 0): void {
    this.#wasAnswered = true;
    if (this.paused(pauseMs)) return;
    if (judging === 'all') this.#forbidden = false;
    this.#set(this.#forbidden ? 'forbidden' : 'connected');
  }

  /** A call failed; what is none of the connection's business changes nothing. */
  failed(error: unknown, judging: Judging, pauseMs = 0): void {
    if (error instanceof KeyMissing) this.#set('keyMissing');
    if (!isApiError(error)) return;
    const { kind, call, proxy, certificate, retryAfterMs } = error;
    // What is said of a customer's token says nothing of the partner key.
    const judges = call.credential === 'partnerKey' ? judging : 'nothing';
    if (kind === 'network' || kind === 'timeout') {
      this.#set(proxy?.failed ? 'proxyFailed' : certificate ? 'untrusted' : 'unreachable');
    } else if (kind === 'unauthorized' && judges !== 'nothing') {
      this.#rejections.add(error);
      this.#rejection ??= error;
      this.#set('keyRejected');
    } else if (kind === 'forbidden' && judges === 'all') {
      this.#forbidden = true;
      this.#set('forbidden');
    } else if (kind === 'rateLimited') {
      this.#limit(retryAfterMs);
    } else {
      // Any other answer shows that the server is there.
      this.answered(judges, pauseMs);
    }
  }

  dispose(): void {
    clearTimeout(this.#limitEnds);
  }

  /** For so many milliseconds; where the server did not say, until the next answer. */
  #limit(milliseconds: number | undefined): void {
    clearTimeout(this.#limitEnds);
    this.#limitedUntil = milliseconds === undefined ? undefined : this.#now() + milliseconds;
    this.#set('rateLimited');
    if (milliseconds === undefined) return;
    this.#limitEnds = setTimeout(
      () => {
        if (this.#state !== 'rateLimited') return;
        const before = this.#wasAnswered ? 'connected' : 'idle';
        this.#set(this.#forbidden ? 'forbidden' : before);
      },
      Math.min(milliseconds, LONGEST_TIMER),
    );
    this.#limitEnds.unref();
  }

  #set(state: HealthState): void {
    // A rejected key stays rejected, whatever answers to earlier calls still come: only a new session has a new key.
    if (this.#state === 'keyRejected' || (state === this.#state && state !== 'rateLimited')) return;
    this.#state = state;
    this.#changed();
  }
}

/** Shown in the words of its cause, the refusal: VS Code shows the same sentence once, however many calls are not made. */
class KeyRejected extends UserError {
  override readonly cause: ApiError;

  constructor(rejection: ApiError) {
    super(rejection.message);
    this.cause = rejection;
  }
}

export class KeyMissing extends UserError {
  constructor(connection: string, why?: string) {
    super(
      why === undefined
        ? t('The partner key of “{0}” is not in the secret storage. Enter it to go on.', connection)
        : t(
            'The partner key of “{0}” is not in the secret storage: {1}. Enter it to go on.',
            connection,
            why,
          ),
      [Command.replaceKey],
    );
  }
}
