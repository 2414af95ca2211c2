/**
 * `node scripts/test.ts check unit integration e2e [--grep <text>]`: runs the named suites one after the other.
 *
 * A suite that fails does not keep the next one from running. The last line of output is the sum of all,
 * alone: `N passed, N failed`, and `, N skipped` if any was.
 */
import { parseArgs } from 'node:util';
import { add, nothing, type Counts } from './suites/counts.ts';
import { check } from './suites/check.ts';
import { e2e } from './suites/e2e.ts';
import { inNode } from './suites/inNode.ts';
import { integration } from './suites/integration.ts';

const suites: Readonly<Record<string, (grep?: string) => Promise<Counts>>> = {
  check,
  unit: (grep) => inNode({ files: 'test/unit/**/*.test.ts', timeout: 5_000, grep }),
  integration,
  e2e,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const unknown = positionals.filter((name) => !(name in suites));
if (positionals.length === 0 || unknown.length > 0) {
  console.error(`Name one or more of the suites ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

// Decided here, where the terminal is: behind the pipes of the suites each tool would decide otherwise.
if (process.stdout.isTTY && !process.env['NO_COLOR']) {
  Reflect.deleteProperty(process.env, 'NO_COLOR');
  process.env['FORCE_COLOR'] = '1';
} else {
  Reflect.deleteProperty(process.env, 'FORCE_COLOR');
  process.env['NO_COLOR'] = '1';
}

// The suite that runs is interrupted by its own listener, and cleans up; the ones after it do not start.
const interrupted = new AbortController();
process.on('SIGINT', () => {
  interrupted.abort();
});
process.on('SIGTERM', () => process.emit('SIGINT'));

let sum = nothing;
for (const name of positionals) {
  if (interrupted.signal.aborted) break;
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const started = performance.now();
  const counts = await countsOf(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n${name}: ${sentence(counts)} (${seconds} s)`);
  sum = add(sum, counts);
}
process.exitCode = sum.failed > 0 ? 1 : 0;
console.log(`\n${sentence(sum)}`);

async function countsOf(name: string): Promise<Counts> {
  try {
    const counts = await suites[name]!(values.grep);
    if (counts.passed + counts.failed > 0 || values.grep !== undefined) return counts;
    console.error(`The suite ${name} ran no test.`);
    return { ...counts, failed: 1 };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
