/**
 * `node scripts/test.ts [check] [unit] [soak] [integration] [floor] [e2e] [--grep <text>]`: runs the named suites,
 * or all, one after the other.
 *
 * A suite that fails does not keep the next one from running. Among all, `floor` is left out and told of where the old
 * VS Code cannot be had; by its name it fails there. The last line of output is the sum of all,
 * alone: `N passed, N failed`.
 */
import { parseArgs } from 'node:util';
import { add, nothing, type Counts } from './suites/counts.ts';
import { check } from './suites/check.ts';
import { e2e } from './suites/e2e.ts';
import { inNode } from './suites/inNode.ts';
import { integration } from './suites/integration.ts';
import { soak } from './suites/soak.ts';
import { NotToBeHad } from './vscode/server.ts';

type Suite = (grep: string | undefined, interrupted: AbortSignal) => Promise<Counts>;

const suites: Readonly<Record<string, Suite>> = {
  check,
  unit: (grep) => inNode({ files: 'test/unit/**/*.test.ts', timeout: 5_000, grep }),
  soak: (grep) => soak(grep),
  integration: (grep) => integration(grep),
  floor: (grep) => integration(grep, 'floor'),
  e2e,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const unknown = positionals.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There are the suites ${Object.keys(suites).join(', ')}, and no ${unknown.join(', ')}.`);
  process.exit(2);
}
// Left in a terminal, it would make a part of the tests look like all.
Reflect.deleteProperty(process.env, 'TEST_GREP');

// Decided here, where the terminal is: behind the pipes of the suites each tool would decide otherwise.
if (process.stdout.isTTY && !process.env['NO_COLOR']) {
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
const leftOut: string[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(suites)) {
  if (interrupted.signal.aborted) break;
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const started = performance.now();
  const counts = await countsOf(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n${name}: ${sentence(counts)} (${seconds} s)`);
  sum = add(sum, counts);
}
if (interrupted.signal.aborted) {
  console.error('\nInterrupted.');
  sum = { ...sum, failed: Math.max(1, sum.failed) };
} else if (sum.passed + sum.failed === 0) {
  console.error(`\nNo test has “${values.grep ?? ''}” in its name.`);
  sum = { ...sum, failed: 1 };
}
process.exitCode = sum.failed > 0 ? 1 : 0;
for (const why of leftOut) console.error(`\n${why}`);
console.log(`\n${sentence(sum)}`);

async function countsOf(name: string): Promise<Counts> {
  try {
    const counts = await suites[name]!(values.grep, interrupted.signal);
    if (counts.passed + counts.failed > 0 || values.grep !== undefined) return counts;
    console.error(`The suite ${name} ran no test.`);
    return { ...counts, failed: 1 };
  } catch (error) {
    if (name === 'floor' && positionals.length === 0 && error instanceof NotToBeHad) {
      leftOut.push(
        `NOT RUN: ${name}, on the oldest VS Code that the manifest admits, which cannot be had here: ${error.message}`,
      );
      return nothing;
    }
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

function sentence({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}
