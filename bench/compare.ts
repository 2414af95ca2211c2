/** What one round took, in milliseconds. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

/** Does something and measures it, with all the CPU time that this process takes meanwhile. */
export async function measure(work: () => Promise<void>): Promise<Sample> {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall, cpu: (user + system) / 1000 };
}

/**
 * Runs contenders in turns, in an order that changes each round, and prints for each the median and the middle half of
 * its wall and CPU time, and the ratio of its median to that of the first, which is the floor. The first tenth of the
 * rounds warms up and is thrown away. Many short rounds, since on a shared machine a long one is never left alone.
 */
export async function compare(
  title: string,
  rounds: number,
  contenders: Readonly<Record<string, () => Promise<Sample>>>,
): Promise<void> {
  const entries = Object.entries(contenders);
  const samples = entries.map((): Sample[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < entries.length; turn += 1) {
      const index = (turn + round) % entries.length;
      const sample = await entries[index]?.[1]();
      if (sample && round > rounds / 10) samples[index]?.push(sample);
    }
  }
  console.log(`  ${title}, ${rounds} rounds in turns, median (middle half)`);
  for (const [index, [name]] of entries.entries()) {
    const column = (of: keyof Sample): string => {
      const [own = [], floor = []] = [samples[index], samples[0]].map((all) => all?.map((each) => each[of]));
      const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => at(own, share).toFixed(1));
      const ratio = (at(own, 0.5) / at(floor, 0.5)).toFixed(2);
      return `${middle} ms (${low} to ${high}), ${ratio} × floor`;
    };
    console.log(`  ${name.padEnd(12)} wall ${column('wall')}   CPU ${column('cpu')}`);
  }
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}
