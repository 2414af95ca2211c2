import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CONTRACT } from '../../support/contract.ts';

const PRISM = fileURLToPath(import.meta.resolve('@stoplight/prism-cli/dist/index.js'));

/** A mock server that is not ours and knows nothing but the document: Prism, in a process of its own. */
export interface ForeignMock {
  readonly url: string;
  /** What it has said so far about requests that the document does not allow. */
  readonly complaints: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts Prism on a free loopback port; it listens when the promise resolves. */
export async function startForeignMock(...options: readonly string[]): Promise<ForeignMock> {
  const child = spawn(
    process.execPath,
    [PRISM, 'mock', '--port', '0', '--multiprocess', 'false', ...options, CONTRACT],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } },
  );
  const kill = () => child.kill();
  // Also where a run is ended without hooks.
  process.once('exit', kill);
  const closed = once(child, 'close');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const listening = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (listening !== undefined) resolve(listening);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', () => {
      reject(new Error(`Prism did not start:\n${output}`));
    });
  });
  return {
    url,
    complaints: () => output.split('\n').flatMap((line) => /Violation: (.*)/.exec(line)?.[1] ?? []),
    async stop() {
      process.off('exit', kill);
      kill();
      await closed;
    },
  };
}
