/** What one round took, in milliseconds. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

/** Does something and measures it, with all the CPU time that this process takes meanwhile. */
export async function measure(work: () => Promise<unknown>): Promise<Sample> {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall, cpu: (user + system) / 1000 };
}

/** A median, and the middle half around it. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { low: share(values, 0.25), median: share(values, 0.5), high: share(values, 0.75) };
}

/** The value below which a share of all values lies. */
export function share(values: readonly number[], part: number): number {
  return (
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN
  );
}

/** The rounds of each contender, in the order in which they were run; the same place is the same round. */
export type Rounds = Readonly<Record<string, readonly Sample[]>>;

/**
 * Runs contenders in turns, in an order that changes each round. So many rounds before those warm up and are thrown away.
 * Many short rounds are better than few long ones, which on a shared machine are never left alone.
 */
export async function inTurns(
  rounds: number,
  contenders: Readonly<Record<string, () => Promise<Sample>>>,
  warmUp: number = Math.ceil(rounds / 10),
): Promise<Rounds> {
  const entries = Object.entries(contenders);
  const samples = Object.fromEntries(entries.map(([name]): [string, Sample[]] => [name, []]));
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (let turn = 0; turn < entries.length; turn += 1) {
      const [name, contend] = entries[(turn + round) % entries.length] ?? [];
      if (name === undefined || !contend) continue;
      const sample = await contend();
      if (round >= warmUp) samples[name]?.push(sample);
    }
  }
  return samples;
}

/** How many times the floor's time a contender took, round by round: what slows both leaves that alone. */
export function ratios(rounds: Rounds, name: string, floor: string, of: keyof Sample): readonly number[] {
  const [own = [], least = []] = [rounds[name], rounds[floor]];
  return own.map((sample, round) => sample[of] / (least[round]?.[of] ?? NaN));
}
