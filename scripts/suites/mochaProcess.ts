/**
 * Runs test files in plain Node, in a process of their own: a suite that hangs on to a socket or takes the
 * process down leaves the other suites alone.
 *
 * Arguments: the file for the counts, the time limit of a test in milliseconds, the test files.
 */
import { writeCounts } from './counts.ts';
import { runMocha } from './runMocha.ts';

// Mocha passes on a rejection that nobody handles, and where nobody listens it is lost; whoever does, judges it.
process.on('unhandledRejection', (reason) => {
  if (process.listenerCount('unhandledRejection') === 1) throw reason;
});

const [countsFile = '', timeout, ...files] = process.argv.slice(2);
const grep = process.env['TEST_GREP'];
const counts = await runMocha(files, {
  timeout: Number(timeout),
  slow: Number(timeout) / 20,
  ...(grep ? { grep } : {}),
});
writeCounts(countsFile, counts);
// Whatever a test left open must not keep the run from ending.
process.exit(counts.failed > 0 ? 1 : 0);
