import assert from 'node:assert/strict';
import { DIRECT, type Network } from '../../src/api/network.ts';
import type { ActiveConnection } from '../../src/connections/activeConnection.ts';
import { examine, type Step } from '../../src/connections/doctor.ts';
import { startEmulator, type Emulator } from '../../src/emulator/server.ts';
import { Authority, type ServerCertificate } from './certificates.ts';
import { connect } from './connected.ts';
import { startTlsFront } from './tlsFront.ts';
import { trust, useUntilEnd } from './transport.ts';

export async function all(steps: AsyncIterable<Step>): Promise<Step[]> {
  const found: Step[] = [];
  for await (const step of steps) found.push(step);
  return found;
}

/** The first letter of each result. */
export function results(steps: Readonly<Record<string, Step>>): string {
  return Object.values(steps)
    .map(({ result }) => result[0])
    .join('');
}

interface Case {
  /** Default: the emulator, in clear on this machine. */
  readonly url?: string;
  readonly key?: string;
  readonly network?: Partial<Network>;
  readonly signal?: AbortSignal;
  readonly onStep?: (title: string) => void;
  readonly timeoutMs?: number;
}

/** Examinations by the Connection Doctor, with an emulator and an authority that is trusted. */
export class Examined {
  readonly untilEnd = useUntilEnd();
  /** Requests that carried a credential. */
  withKey = 0;
  #authority: Authority | undefined;
  #emulator: Emulator | undefined;

  constructor() {
    let distrust: (() => void) | undefined;
    before(async () => {
      this.#authority = await Authority.make('Authority of the Tests', [-1, 90]);
      distrust = trust(this.#authority);
    });
    after(() => distrust?.());
    beforeEach(async () => {
      this.#emulator = await startEmulator();
      this.withKey = 0;
      this.#emulator.observe(({ headers }) => {
        if (headers['authorization'] !== undefined) this.withKey += 1;
      });
    });
    afterEach(() => this.#emulator?.stop());
  }

  get authority(): Authority {
    return this.#authority ?? assert.fail('no authority outside a test');
  }

  get emulator(): Emulator {
    return this.#emulator ?? assert.fail('no emulator outside a test');
  }

  /** Puts TLS before the emulator. */
  async overTls(certificate: ServerCertificate, host = 'localhost'): Promise<string> {
    const behind = Number(new URL(this.emulator.url).port);
    const front = this.untilEnd(await startTlsFront(behind, certificate), ({ stop }) => stop());
    return `https://${host}:${front.port}`;
  }

  async start(options: Case): Promise<{ active: ActiveConnection; steps: AsyncIterable<Step> }> {
    const { url = this.emulator.url, key = this.emulator.partnerKey, network, ...rest } = options;
    const way = { ...DIRECT, ...network };
    const { active } = await connect(
      { ...this.emulator, url },
      { key, network: () => Promise.resolve({ forOrigin: () => way }) },
    );
    this.untilEnd(active, (each) => {
      each.dispose();
    });
    const signal = rest.signal ?? new AbortController().signal;
    const session = active.requireSession();
    const steps = examine({ timeoutMs: 3_000, ...rest, session, origin: url, network: way, signal });
    return { active, steps };
  }

  /** Runs an examination to its end; whatever it says must not hold the key. */
  async run(options: Case = {}): Promise<Record<string, Step>> {
    const steps = await all((await this.start(options)).steps);
    assert.ok(!JSON.stringify(steps).includes(options.key ?? this.emulator.partnerKey));
    assert.doesNotMatch(JSON.stringify(steps), /undefined|NaN|\[object/);
    for (const { result, fix, title } of steps) {
      if (result === 'failed') assert.ok(fix, `${title} says what to do`);
    }
    return Object.fromEntries(steps.map((step) => [step.title, step]));
  }
}
