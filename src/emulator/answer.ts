import type { Envelope } from './wire.ts';

/** What a route answers, before it becomes bytes. */
export interface Answer {
  readonly status: number;
  readonly body: Envelope;
}

/** HTTP 200 around some data [DOC]. `meta` stands only where it is given. */
export function success(data: unknown, meta?: unknown): Answer {
  const envelope: Envelope = { success: true, message: '', data, code: 200 };
  return { status: 200, body: meta === undefined ? envelope : { ...envelope, meta } };
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
