import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProxyProcessOptions, ProxySaw } from './proxyProcess.ts';

export interface ProxyUnderTest {
  readonly port: number;
  /** What it has seen so far. */
  readonly saw: () => Promise<ProxySaw>;
  readonly stop: () => Promise<void>;
}

/** Starts a proxy in a process of its own, on a free port of this machine. `root` is the folder of this project. */
export async function startProxy(root: string, options: ProxyProcessOptions = {}): Promise<ProxyUnderTest> {
  const script = join(root, 'test', 'support', 'proxyProcess.ts');
  const child = fork(script, [JSON.stringify(options)], { execArgv: [] });
  const ended = once(child, 'exit');
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([
      once(child, 'message'),
      ended.then(() => {
        throw new Error('the proxy process ended');
      }),
    ])) as unknown[];
    return message;
  };
  const port = (await answer()) as number;
  return {
    port,
    saw() {
      const saw = answer();
      child.send('saw?');
      return saw as Promise<ProxySaw>;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
