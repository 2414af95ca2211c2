/** Runs the benchmarks named, or all: `npm run bench`, `npm run bench -- http`. */
import { globSync } from 'node:fs';
import { loadavg } from 'node:os';
import { basename, join } from 'node:path';

const files = globSync('*.bench.ts', { cwd: import.meta.dirname }).sort();
const known = files.map((file) => basename(file, '.bench.ts'));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There is: ${known.join(', ')}.`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : known) {
  console.log(`\n${name} (load average ${loadavg()[0]?.toFixed(2) ?? 'unknown'})`);
  const { run } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as {
    run: () => Promise<void>;
  };
  await run();
}
