/**
 * Runs contenders in turns, in an order that changes each round, and prints for each the median and spread of its
 * wall and CPU time, and the ratio to the first, which is the floor. A first round warms up and is thrown away.
 */
export async function compare(
  title: string,
  rounds: number,
  contenders: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  const entries = Object.entries(contenders);
  const samples = entries.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < entries.length; turn += 1) {
      const index = (turn + round) % entries.length;
      const cpuBefore = process.cpuUsage();
      const before = performance.now();
      await entries[index]?.[1]();
      const wall = performance.now() - before;
      const { user, system } = process.cpuUsage(cpuBefore);
      if (round === 0) continue;
      samples[index]?.wall.push(wall);
      samples[index]?.cpu.push((user + system) / 1000);
    }
  }
  console.log(`  ${title}, ${rounds} rounds in turns, median (least to most)`);
  const [floor] = samples;
  for (const [index, [name]] of entries.entries()) {
    const { wall = [], cpu = [] } = samples[index] ?? {};
    const ratio = (median(cpu) / median(floor?.cpu ?? [])).toFixed(2);
    console.log(
      `  ${name.padEnd(16)} wall ${describe(wall)}   CPU ${describe(cpu)}   ${ratio} × floor in CPU`,
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function describe(values: readonly number[]): string {
  return `${median(values).toFixed(1)} ms (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`;
}
