/** One HTTP exchange, below everything that this API has to say about it. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, as they stand in the request. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** For all of it, the body of the answer included. Timers are the transports', since signals for that cost more. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface TransportAnswer {
  readonly status: number;
  /** The value of a header; undefined where it is absent or stands there more than once. */
  header(name: string): string | undefined;
  /**
   * The whole body, with its content encoding taken off.
   * @throws TooLarge where it has more than `maxBytes`, before or after that.
   */
  read(maxBytes: number): Promise<Uint8Array>;
  /** Drops the body unread. */
  discard(): Promise<void>;
}

/**
 * Carries exchanges to one origin. Follows no redirect, retries nothing, and rejects with a `TransportFailure`, with
 * `TimedOut`, or with the signal's reason when that is aborted.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Lets what is under way end, then closes every connection. */
  close(): void;
  /** Ends every connection; calls under way fail. */
  destroy(): void;
}

export class TooLarge extends Error {}

export class TimedOut extends Error {}
