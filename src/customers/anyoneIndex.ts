import type { Clock } from '../api/clock.ts';
import type { Customer } from '../api/customers.ts';
import type { Disposable } from '../base/disposable.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { Session } from '../connections/session.ts';
import { IndexReader } from './indexReader.ts';
import type { MemberIndex } from './memberIndex.ts';
import { shortLine } from './readingState.ts';

/** Milliseconds between two lines about how far a reading is. */
const TELLING = 500;

/** The index of the session in use: in memory only, gone with the session. */
export class AnyoneIndex implements Disposable {
  readonly #subscription: Disposable;
  readonly #clock: Clock;
  readonly #onFailure: (error: unknown) => void;
  #reading: IndexReader | undefined;
  /** What is searched while it is read anew. */
  #complete: IndexReader | undefined;

  constructor(active: ActiveConnection, clock: Clock, onFailure: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFailure = onFailure;
    this.#subscription = active.onDidSwitch(() => {
      this.#reading?.cancel();
      this.#reading = this.#complete = undefined;
    });
  }

  /** The latest reading, if any was begun in this session. */
  get reading(): IndexReader | undefined {
    return this.#reading;
  }

  /** What to search. */
  get index(): MemberIndex<Customer> | undefined {
    return this.searched?.index;
  }

  /** Whose index that is: until the latest reading is done, that of the one before. */
  get searched(): IndexReader | undefined {
    return this.#reading?.state === 'done' ? this.#reading : (this.#complete ?? this.#reading);
  }

  /** Reads everything anew; what was there stays searchable until that is done. Resolves when it is. */
  async read(session: Session, mayReplace: boolean, tell: (line: string) => void): Promise<void> {
    if (this.#reading?.state === 'done') this.#complete = this.#reading;
    this.#reading?.cancel();
    const reading = (this.#reading = new IndexReader(session, this.#clock, mayReplace));
    const telling = setInterval(() => {
      tell(shortLine(reading));
    }, TELLING);
    try {
      await reading.run();
    } catch (error) {
      reading.cancel();
      this.#onFailure(error);
    } finally {
      clearInterval(telling);
    }
    if (reading.state === 'done' && reading === this.#reading) this.#complete = undefined;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#reading?.cancel();
  }
}
