import type { Envelope, Totals } from './wire.ts';

/** What a route answers, before it becomes bytes. */
export interface Answer {
  readonly status: number;
  readonly body: Envelope;
  /** Of a list: what its `meta` can be, which is not in the body yet. */
  readonly metas?: { readonly published: '' | undefined; readonly totals: Totals };
}

/** HTTP 200 around some data [DOC]. */
export function success(data: unknown): Answer {
  return { status: 200, body: { success: true, message: '', data, code: 200 } };
}

/** Some rows of a list, and how much there is. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly totals: Totals;
}

/** A page of a list, with the `meta` that is published for it, if any. */
export function list({ rows, totals }: Page<object>, published: '' | undefined): Answer {
  return { ...success(rows), metas: { published, totals } };
}

/**
 * Thrown by a route that refuses. The envelope is the one of the only published error, a 400 [DOC]; that other
 * statuses carry the same is our choice: UNKNOWN.
 */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  toAnswer(): Answer {
    return { status: this.status, body: { success: false, message: this.message, code: this.status } };
  }
}

/** The message of the published 400 [DOC]; the wording is that of a malformed ObjectId [INFERRED]. */
export const MALFORMED_ID =
  'Argument passed in must be a single String of 12 bytes or a string of 24 hex characters';
