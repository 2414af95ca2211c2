import type { Emulator } from '../emulator/server.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Endpoint } from './session.ts';

/** The emulator as the sample data's server: started by the first call, on loopback, with a key that is kept nowhere. */
export class SampleServer implements Disposable {
  #starting: Promise<Emulator> | undefined;

  async open(): Promise<Endpoint> {
    this.#starting ??= import('../emulator/server.ts').then(({ startEmulator }) => startEmulator());
    // A start that failed is tried again the next time.
    this.#starting.catch(() => (this.#starting = undefined));
    const { url, partnerKey } = await this.#starting;
    return { origin: url, readKey: () => Promise.resolve(partnerKey) };
  }

  dispose(): void {
    void this.#starting?.then(
      (emulator) => emulator.stop(),
      () => undefined,
    );
  }
}
