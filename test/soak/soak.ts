import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSettled } from './checks.ts';
import { anyCommand, type SoakCommand } from './commands.ts';
import { Leaks } from './leaks.ts';
import { Memory } from './memory.ts';
import { Model } from './model.ts';
import { USER_ACTIONS } from './userActions.ts';
import { World } from './world.ts';

export interface SoakOptions {
  readonly actions: number;
  readonly seed: number;
  /** Of a failure that was printed: takes only those actions again. */
  readonly path?: string | undefined;
  readonly replayPath?: string | undefined;
  /** Milliseconds after which a failure is not shrunk any more. */
  readonly timeLimitMs: number;
}

/** So many windows share the actions. */
const RUNS = 10;

/**
 * Lets a user who cannot be reasoned with take actions in a window, against two hosts where much goes wrong, and holds
 * what is there against a model after each.
 * @throws an error with the shortest sequence found that fails, and with what it takes to repeat it
 */
export async function soak(options: SoakOptions): Promise<string> {
  const { actions, seed, path, replayPath, timeLimitMs } = options;
  let taken = 0;
  const tally = new Map<string, number>();
  let failed = false;
  const memory = new Memory(actions);

  const live = async (commands: Iterable<SoakCommand>): Promise<void> => {
    const world = await World.begin((object) => {
      memory.expectEnd(object);
    });
    const leaks = new Leaks(world);
    const stopListening = listen(world.tell);
    try {
      const model = new Model();
      await USER_ACTIONS.addConnection(model, world, { one: 0, other: 0, waits: true });
      const count = (): void => {
        taken += 1;
      };
      const settled = (): void => {
        memory.sample(taken);
      };
      await fc.asyncModelRun(() => ({ model, real: { world, leaks, count, settled } }), commands);
      await world.settle();
      await checkSettled(model, world);
      await leaks.check(world);
      await world.end();
      await leaks.checkEnd(world);
      world.throwProblem();
    } finally {
      for (const [what, times] of world.tally) tally.set(what, (tally.get(what) ?? 0) + times);
      await world.end().catch(() => undefined);
      await world.stop();
      leaks.dispose();
      stopListening();
    }
  };

  const property = fc.asyncProperty(
    fc.commands([anyCommand], {
      maxCommands: Math.ceil((2 * actions) / RUNS),
      size: 'max',
      ...(replayPath === undefined ? {} : { replayPath }),
    }),
    async (commands) => {
      if (taken >= actions && !failed) return;
      try {
        await live(commands);
      } catch (error) {
        failed = true;
        throw error;
      }
    },
  );
  const result = await fc.check(property, {
    seed,
    ...(path === undefined ? {} : { path }),
    numRuns: 10 * RUNS,
    interruptAfterTimeLimit: timeLimitMs,
    // Lengths evenly spread: else most runs would be short.
    unbiased: true,
  });
  if (result.counterexamplePath !== null) throw failureOf(result, actions);
  if (path !== undefined) return 'What is repeated does not fail any more.';
  assert.ok(taken >= actions, `only ${taken} actions in ${timeLimitMs / 1000} seconds`);
  await memory.checkForgotten();
  memory.checkFlat();
  return [`${taken} actions`, ...[...tally].map(([what, times]) => `${times} ${what}`)].join(', ');
}

/** Says what was done, and how it is done again. */
function failureOf({ seed, ...result }: fc.RunDetails<[Iterable<SoakCommand>]>, actions: number): Error {
  const [commands = []] = result.counterexample ?? [];
  const text = fc.stringify(commands);
  const replayPath = /replayPath="(.*)"/.exec(text)?.[1] ?? '';
  const again = `--actions ${actions} --seed ${seed} --path "${result.counterexamplePath ?? ''}" --replay-path "${replayPath}"`;
  const taken = text.replace(/ *\/\*.*\*\//, '');
  return new Error(
    `A window does not have what it should after [${taken}].\nOnce more: npm run soak -- ${again}`,
    { cause: result.errorInstance },
  );
}

/** Hears of what nobody caught, and of what Node warns of, such as too many listeners. */
function listen(tell: (problem: unknown) => void): () => void {
  process.on('unhandledRejection', tell);
  process.on('uncaughtException', tell);
  process.on('warning', tell);
  return () => {
    process.off('unhandledRejection', tell);
    process.off('uncaughtException', tell);
    process.off('warning', tell);
  };
}
