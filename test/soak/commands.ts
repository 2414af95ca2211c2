import fc from 'fast-check';
import { FAULTS, type FaultName } from '../../src/emulator/faults.ts';
import { checkNow, checkSettled } from './checks.ts';
import type { Leaks } from './leaks.ts';
import type { Model } from './model.ts';
import { USER_ACTIONS, type Choice, type UserActionName } from './userActions.ts';
import type { Weather, World } from './world.ts';

/** What the commands of one run share. */
interface Run {
  readonly world: World;
  readonly leaks: Leaks;
  /** Told of each action that was taken. */
  readonly count: () => void;
  /** Told when nothing is under way. */
  readonly settled: () => void;
}

export type SoakCommand = fc.AsyncCommand<Model, Run>;

/** An action of the user, in any weather. */
class UserCommand implements SoakCommand {
  readonly #name: UserActionName;
  readonly #choice: Choice;
  readonly #weather: Weather | undefined;

  constructor(name: UserActionName, choice: Choice, weather: Weather | undefined) {
    this.#name = name;
    this.#choice = choice;
    this.#weather = weather;
  }

  check(model: Readonly<Model>): boolean {
    return model.active !== undefined || this.#name === 'addConnection';
  }

  async run(model: Model, { world, count }: Run): Promise<void> {
    count();
    world.meet(this.#weather);
    await USER_ACTIONS[this.#name](model, world, this.#choice);
    checkNow(model, world);
  }

  toString(): string {
    const { one, other, waits } = this.#choice;
    const weather = this.#weather && `, ${this.#weather.fault} ×${this.#weather.times}`;
    return `${this.#name}(${one}, ${other}${waits ? '' : ', in the background'}${weather ?? ''})`;
  }
}

/** Waits for all that is under way, and looks everywhere. */
class Settle implements SoakCommand {
  check(): boolean {
    return true;
  }

  async run(model: Model, { world, leaks, settled }: Run): Promise<void> {
    await world.settle();
    await checkSettled(model, world);
    await leaks.check(world);
    settled();
  }

  toString(): string {
    return 'settle';
  }
}

/** How often each action is taken, of all of them together. */
const WEIGHTS: Readonly<Record<UserActionName, number>> = {
  addConnection: 6,
  switchConnection: 6,
  renameConnection: 2,
  replaceKey: 3,
  removeConnection: 2,
  expand: 12,
  search: 10,
  page: 10,
  refresh: 6,
  retry: 5,
  indexEverybody: 3,
  findAnyone: 6,
  exportTeams: 4,
  fetchToClipboard: 5,
  fetchAndSave: 16,
  copySaved: 7,
  copySomethingElse: 2,
  waitAMinute: 2,
  verify: 3,
  forget: 7,
  forgetAll: 1,
  cancel: 10,
  restart: 1,
};

/** These take half a second or move 50 MB: now and then is enough. */
const SLOW: ReadonlySet<FaultName> = new Set([
  'delay',
  'noAnswer',
  'hugeBody',
  'hugeBodyChunked',
  'gzipBomb',
]);

const choice = fc.record({ one: fc.nat(40), other: fc.nat(40), waits: fc.boolean() });
const weather: fc.Arbitrary<Weather> = fc.record({
  fault: fc.oneof(
    ...(Object.keys(FAULTS) as FaultName[]).map((name) => ({
      weight: SLOW.has(name) ? 1 : 15,
      arbitrary: fc.constant(name),
    })),
  ),
  times: fc.integer({ min: 1, max: 4 }),
});
/** Mostly fair. */
const seasons = [
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: weather },
];
const SETTLING = 5;

export const anyCommand: fc.Arbitrary<SoakCommand> = fc.oneof(
  ...(Object.keys(WEIGHTS) as UserActionName[]).map((name) => ({
    weight: WEIGHTS[name],
    arbitrary: fc
      .tuple(choice, fc.oneof(...seasons))
      .map((drawn): SoakCommand => new UserCommand(name, ...drawn)),
  })),
  { weight: SETTLING, arbitrary: fc.constant(null).map((): SoakCommand => new Settle()) },
);
