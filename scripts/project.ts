import { spawn, type SpawnOptions } from 'node:child_process';
import { join } from 'node:path';

/** The checkout, whatever the current folder is. */
export const root = join(import.meta.dirname, '..');

/** What scripts download or try out lives here; deleting it costs one more download. */
export const cache = join(root, '.vscode-test');

/**
 * Far above what any program takes, in milliseconds: one that hangs must not hang the build. The longest, all tests of
 * the window, take ten minutes, and nearly half an hour where others keep the machine busy.
 */
const timeout = 60 * 60_000;

/** Runs a program to its end. Fails, naming the program, unless it ends with exit code 0. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', timeout, ...options });
    // With a listener this process stays until the program has cleaned up and ended.
    const interrupt = () => child.kill('SIGINT');
    process.on('SIGINT', interrupt);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', interrupt);
      if (code === 0) resolve();
      else
        reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? `exit code ${code ?? '?'}`}.`));
    });
  });
}

/** Runs a script or tool written for Node with the Node that runs this one. */
export function node(args: readonly string[], options?: SpawnOptions): Promise<void> {
  return run(process.execPath, args, options);
}

/** Runs npm: the one that started this script, if one did, without asking a shell where npm is. */
export function npm(args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return node([cli, ...args], options);
  return run('npm', args, { shell: process.platform === 'win32', ...options });
}
