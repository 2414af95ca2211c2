import type { CallRecord } from '../api/http.ts';

/** A call that ended, without the host that it went to. */
export type PastCall = Pick<
  CallRecord,
  'method' | 'path' | 'credential' | 'status' | 'milliseconds' | 'outcome' | 'attempt'
>;

/** The last calls of this window, in memory only. */
export class CallHistory {
  readonly #calls: PastCall[] = [];
  readonly #most: number;

  constructor(most = 30) {
    this.#most = most;
  }

  /** Field by field: a record may come to hold more than is to be told. */
  add({ method, path, credential, status, milliseconds, outcome, attempt }: CallRecord): void {
    this.#calls.push({ method, path, credential, status, milliseconds, outcome, attempt });
    if (this.#calls.length > this.#most) this.#calls.shift();
  }

  /** The oldest first. */
  all(): readonly PastCall[] {
    return this.#calls;
  }
}
