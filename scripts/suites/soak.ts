import type { Counts } from './counts.ts';
import { inNode } from './inNode.ts';

/** What of a soak is asked for; see `test/soak`. */
export interface SoakRun {
  readonly actions?: string | undefined;
  readonly seed?: string | undefined;
  readonly path?: string | undefined;
  readonly replayPath?: string | undefined;
}

/** In a process of its own, as every suite: what an earlier test left open must not be taken for a leak. */
export function soak(grep?: string, run: SoakRun = {}): Promise<Counts> {
  return inNode({
    files: 'test/soak/**/*.test.ts',
    timeout: 5_000,
    grep,
    env: {
      SOAK_ACTIONS: run.actions,
      SOAK_SEED: run.seed,
      SOAK_PATH: run.path,
      SOAK_REPLAY_PATH: run.replayPath,
    },
  });
}
