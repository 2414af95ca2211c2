import { isTlsCode, TransportFailure } from './transportFailure.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

/** What must be left of an exchange's time after one connection that timed out, so that another is worth the wait. */
const WORTH_THE_WAIT_MS = 10_000;

/**
 * Tries one transport, and another for an exchange that surely did not reach the server because no connection came
 * about. What worked is stayed with until it fails. A certificate that was refused is no reason: the other way might
 * trust more, and the user should hear of it.
 */
export class AutoTransport implements Transport {
  readonly #first: Transport;
  readonly #makeSecond: () => Transport;
  #second: Transport | undefined;
  #secondWorks = false;
  #ended = false;

  constructor(first: Transport, makeSecond: () => Transport) {
    this.#first = first;
    this.#makeSecond = makeSecond;
  }

  send(request: TransportRequest): Promise<TransportAnswer> {
    if (this.#secondWorks && this.#second) return this.#stay(this.#second, request);
    const began = performance.now();
    return this.#first.send(request).catch((error: unknown) => {
      const timeoutMs = request.timeoutMs - (performance.now() - began);
      if (this.#ended || request.signal?.aborted || !isWorthAnother(error, timeoutMs)) throw error;
      return this.#sendAgain({ ...request, timeoutMs }, error);
    });
  }

  close(): void {
    this.#ended = true;
    this.#first.close();
    this.#second?.close();
  }

  destroy(): void {
    this.#ended = true;
    this.#first.destroy();
    this.#second?.destroy();
  }

  async #stay(second: Transport, request: TransportRequest): Promise<TransportAnswer> {
    try {
      return await second.send(request);
    } catch (error) {
      if (!request.signal?.aborted) this.#secondWorks = false;
      throw error;
    }
  }

  async #sendAgain(request: TransportRequest, before: unknown): Promise<TransportAnswer> {
    this.#second ??= this.#makeSecond();
    try {
      const answer = await this.#second.send(request);
      this.#secondWorks = true;
      return answer;
    } catch (error) {
      // The first one knows more of why; but that something may have reached the server counts above all.
      throw notConnected(error) ? before : error;
    }
  }
}

function isWorthAnother(error: unknown, leftMs: number): boolean {
  return notConnected(error) && leftMs > (error.code === 'ETIMEDOUT' ? WORTH_THE_WAIT_MS : 0);
}

function notConnected(error: unknown): error is TransportFailure {
  return (
    error instanceof TransportFailure &&
    !error.reached &&
    (error.kind === 'connect' || error.kind === 'proxy') &&
    error.certificate === undefined &&
    !isTlsCode(error.code)
  );
}
