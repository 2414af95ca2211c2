import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../scripts/project.ts';

/** An emulator in a process of its own. */
export interface Server {
  readonly origin: string;
  readonly partnerKey: string;
}

/** What a partner with many customers has: what the benchmarks read. */
export const SIZE = { customers: 2_000, members: 100_000 };

/** Runs something beside an emulator with {@link SIZE}. */
export async function withServer(use: (server: Server) => Promise<void>): Promise<void> {
  const partnerKey = 'a-key-for-the-benchmark-only';
  const emulator = spawn(
    process.execPath,
    [
      join(root, 'src', 'emulator', 'main.ts'),
      ...['--key', partnerKey],
      ...['--customers', String(SIZE.customers)],
      ...['--members', String(SIZE.members)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const [greeting] = (await once(emulator.stdout, 'data')) as [Buffer];
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(String(greeting))?.[0];
    if (origin === undefined) throw new Error('The emulator did not say where it is.');
    await use({ origin, partnerKey });
  } finally {
    emulator.kill();
  }
}

/** A contender in a process of its own, so that neither collects the other's garbage. */
export interface Contender {
  /** Has it do what a name stands for, and gives what it answers. */
  ask<T>(name: string): Promise<T>;
  end(): void;
}

/** Starts a file that calls {@link answer}; its garbage collector can be called. */
export async function startContender(file: string, args: readonly string[]): Promise<Contender> {
  const child = fork(join(import.meta.dirname, file), args, { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ended by itself.`);
  });
  // Wanted in the end; until then whoever asks is told.
  ended.catch(() => undefined);
  const next = async () => ((await Promise.race([once(child, 'message'), ended])) as [unknown])[0];
  await next();
  return {
    async ask<T>(name: string) {
      child.send(name);
      return (await next()) as T;
    },
    end: () => void child.kill(),
  };
}

/** In a contender: what it does when it is asked. */
export function answer(handlers: Readonly<Record<string, () => Promise<unknown>>>): void {
  process.on('message', (name: string) => {
    void handlers[name]?.().then((result) => process.send?.(result));
  });
  process.on('disconnect', () => {
    process.exit();
  });
  process.send?.('ready');
}
