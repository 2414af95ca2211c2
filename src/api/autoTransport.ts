import { TransportFailure } from './transportFailure.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

/**
 * Tries one transport, and another for an exchange that surely did not reach the server because no connection came
 * about. What worked is stayed with, as long as it connects. A certificate that was refused is no reason: the other way
 * might trust more, and the user should hear of it.
 */
export class AutoTransport implements Transport {
  readonly #first: Transport;
  readonly #makeSecond: () => Transport;
  #second: Transport | undefined;
  #secondWorks = false;

  constructor(first: Transport, makeSecond: () => Transport) {
    this.#first = first;
    this.#makeSecond = makeSecond;
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    if (this.#secondWorks && this.#second) {
      try {
        return await this.#second.send(request);
      } catch (error) {
        if (notConnected(error)) this.#secondWorks = false;
        throw error;
      }
    }
    const began = performance.now();
    try {
      return await this.#first.send(request);
    } catch (error) {
      const timeoutMs = request.timeoutMs - (performance.now() - began);
      if (!notConnected(error) || request.signal?.aborted || timeoutMs <= 0) throw error;
      return this.#sendAgain({ ...request, timeoutMs }, error);
    }
  }

  close(): void {
    this.#first.close();
    this.#second?.close();
  }

  destroy(): void {
    this.#first.destroy();
    this.#second?.destroy();
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

function notConnected(error: unknown): boolean {
  return (
    error instanceof TransportFailure &&
    !error.reached &&
    (error.kind === 'connect' || error.kind === 'proxy')
  );
}
