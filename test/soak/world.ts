import { setTimeout as wait } from 'node:timers/promises';
import { isApiError } from '../../src/api/errors.ts';
import { isCancellation, UserError } from '../../src/base/userError.ts';
import { fault, type FaultName } from '../../src/emulator/faults.ts';
import type { Interceptor } from '../../src/emulator/intercept.ts';
import { startEmulator, type Emulator } from '../../src/emulator/server.ts';
import { Storage } from './storage.ts';
import { Window } from './window.ts';

/** What becomes of calls that go wrong: the next `times` meet this fault. */
export interface Weather {
  readonly fault: FaultName;
  readonly times: number;
}

interface UnderWay {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Small enough that lists end, large enough that they have pages. */
const SEEDS = [
  { seed: 'north', customers: 11, members: 90, pageSize: 6, inactiveTokens: 'accepted' },
  { seed: 'south', customers: 7, members: 60, pageSize: 5 },
] as const;

/** Two hosts, one storage, the window that is open on it, and what is under way there. */
export class World {
  readonly hosts: readonly Emulator[];
  readonly storage = new Storage();
  readonly systemClipboard = {
    text: 'a shopping list',
    readText: () => Promise.resolve(this.systemClipboard.text),
    writeText: (text: string) => {
      this.systemClipboard.text = text;
      return Promise.resolve();
    },
  };
  readonly #underWay = new Set<UnderWay>();
  readonly #problems: unknown[] = [];
  readonly #willEnd: (object: object) => void;
  #weather: Interceptor | undefined;
  #windows = 0;
  window: Window;
  /** Fetches that save what they fetch, and are not done yet. */
  saving = 0;
  /** What came of it all, by how often. */
  readonly tally = new Map<string, number>();

  private constructor(hosts: readonly Emulator[], willEnd: (object: object) => void) {
    this.hosts = hosts;
    this.#willEnd = willEnd;
    for (const host of hosts) {
      host.intercept((call) => {
        this.note('calls');
        const interception = this.#weather?.(call);
        if (interception !== undefined) this.note('calls that met a fault');
        return interception;
      });
    }
    this.window = this.#open();
  }

  /** `willEnd` is told of objects that nothing should hold once the world has ended. */
  static async begin(willEnd: (object: object) => void): Promise<World> {
    return new World(await Promise.all(SEEDS.map(startEmulator)), willEnd);
  }

  /** Something that nobody caught. */
  readonly tell = (problem: unknown): void => {
    this.#problems.push(problem);
  };

  note(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }

  throwProblem(): void {
    if (this.#problems.length > 0) throw this.#problems.shift();
  }

  meet(weather: Weather | undefined): void {
    if (weather) this.#weather = fault(weather.fault, { times: weather.times });
  }

  /** Does what a user does, who hears of failures and can cancel it; goes on at once unless told to wait. */
  async start(waits: boolean, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const done = this.#attempt(work, controller.signal).finally(() => {
      this.#underWay.delete(underWay);
    });
    const underWay: UnderWay = { controller, done };
    this.#underWay.add(underWay);
    if (waits) await done;
  }

  /** Cancels one of what is under way. */
  cancel(number: number): void {
    [...this.#underWay][number % Math.max(1, this.#underWay.size)]?.controller.abort();
  }

  /** Waits for all that is under way, in good weather. */
  async settle(): Promise<void> {
    this.#weather = undefined;
    while (this.#underWay.size > 0) {
      // It would wait for a user who tells it to go on.
      const { reading } = this.window.anyone;
      if (reading?.state === 'paused') reading.cancel();
      await Promise.race([wait(20), ...[...this.#underWay].map(({ done }) => done)]);
    }
    await this.window.quiet();
    this.storage.forgetWrites();
  }

  /** Closes the window as VS Code does, and opens another. */
  async restart(): Promise<void> {
    await this.#close();
    this.window = this.#open();
    await this.window.saved.recover();
  }

  async end(): Promise<void> {
    await this.#close();
  }

  async stop(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.stop()));
  }

  #open(): Window {
    this.#windows += 1;
    const window = new Window(this.storage, this.systemClipboard, `session-${this.#windows}`);
    this.#willEnd(window);
    const tellOfSession = (): void => {
      if (window.active.session) this.#willEnd(window.active.session);
    };
    window.active.onDidSwitch(tellOfSession);
    tellOfSession();
    return window;
  }

  async #close(): Promise<void> {
    for (const { controller } of this.#underWay) controller.abort();
    await this.settle();
    await this.window.clipboard.end();
    this.window.dispose();
  }

  async #attempt(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await work(signal);
    } catch (error) {
      const isTold = isApiError(error) || error instanceof UserError || isCancellation(error);
      if (!isTold) this.tell(error);
      this.note(isCancellation(error) ? 'cancellations' : 'failures that a user was told of');
    }
  }
}
