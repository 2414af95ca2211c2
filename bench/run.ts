/** `npm run bench` runs all benchmarks and writes `RESULTS.md`; `npm run bench -- http` runs and prints those named. */
import { globSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { Report } from './report.ts';

const files = globSync('*.bench.ts', { cwd: import.meta.dirname }).sort();
const known = files.map((file) => basename(file, '.bench.ts'));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There is: ${known.join(', ')}.`);
  process.exit(2);
}
const report = new Report();
for (const name of wanted.length > 0 ? wanted : known) {
  // An absolute path of Windows would be taken for a URL of the scheme `c:`.
  const file = pathToFileURL(join(import.meta.dirname, `${name}.bench.ts`));
  const { run } = (await import(file.href)) as { run: (report: Report) => Promise<void> };
  try {
    await run(report);
  } catch (error) {
    // The others still have something to tell.
    console.error(error);
    report.note(`**${name} did not come to its end.**`);
    process.exitCode = 1;
  }
}
if (wanted.length === 0) {
  const path = join(import.meta.dirname, 'RESULTS.md');
  writeFileSync(path, await prettier.format(report.toMarkdown(), { parser: 'markdown' }));
  console.log(`\nWritten to ${path}`);
}
