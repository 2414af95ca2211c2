/** Runs the benchmarks named, or all: `npm run bench`, `npm run bench -- http`. */
import { globSync } from 'node:fs';
import { loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

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
  // An absolute path of Windows would be taken for a URL of the scheme `c:`.
  const file = pathToFileURL(join(import.meta.dirname, `${name}.bench.ts`));
  const { run } = (await import(file.href)) as {
    run: () => Promise<void>;
  };
  await run();
}
