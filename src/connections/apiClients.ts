import type { ApiClient } from '../api/client.ts';
import type { HttpOptions } from '../api/http.ts';
import type { Network } from '../api/network.ts';
import type { RequestLimit } from '../api/requestLimit.ts';

export interface ApiClientsOptions extends Pick<HttpOptions, 'onCall' | 'clock' | 'timeoutMs'> {
  /** How to get to an origin now. Default: directly. */
  readonly networkFor?: ((origin: string) => Network) | undefined;
}

/**
 * Makes the clients of this window, and loads the code for that with the first one. What they share is the number of
 * requests that may be under way to one origin, whichever of them asks.
 */
export class ApiClients {
  readonly #options: ApiClientsOptions;
  readonly #limits = new Map<string, RequestLimit>();

  constructor(options: ApiClientsOptions = {}) {
    this.#options = options;
  }

  /**
   * A client of one host, which its owner disposes of. `partnerKey` is asked for each call that needs the key;
   * `onWait` is told for how many milliseconds calls are held back because the host asked for fewer.
   */
  async open(
    origin: string,
    partnerKey: () => Promise<string>,
    onWait?: (milliseconds: number) => void,
  ): Promise<ApiClient> {
    const { ApiClient } = await import('../api/client.ts');
    const { networkFor, ...options } = this.#options;
    const network = networkFor && (() => networkFor(origin));
    return new ApiClient({ ...options, origin, partnerKey, network, limits: this.#limits, onWait });
  }
}
