import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/** A process together with all it started. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Ends all of them and returns when the first one is gone. */
  end(): Promise<void>;
}

const running = new Set<ChildProcess>();

/**
 * Starts a process in a group of its own, so that its children can be ended with it and by its own id.
 * Whatever ends this process, short of a kill that cannot be caught, ends the group too.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ProcessGroup {
  const child = spawn(command, args, {
    ...options,
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  running.add(child);
  endWithThisProcess();
  return {
    child,
    async end() {
      const ended = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, 'exit');
      signal(child, 'SIGTERM');
      await ended;
      // Some of its children may outlive it by a moment; nothing they do is wanted any more.
      signal(child, 'SIGKILL');
      running.delete(child);
    },
  };
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    // Gone; or, as macOS says it, only its remains are left.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

let watching = false;

function endWithThisProcess(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of running) signal(child, 'SIGKILL');
  });
  // Without a listener these would end the process without the `exit` event. Whoever wants to end in an orderly
  // way adds a listener of its own, and this one does nothing. It comes first: a `once` that came before it would
  // already be gone, and not count.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.prependListener(name, () => {
      if (process.listenerCount(name) === 1) process.exit(130);
    });
  }
}
