import { statSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Activation } from '../activation.ts';
import { collectGarbage } from '../garbage.ts';
import { measure } from '../compare.ts';

/** How long an extension may still be busy with what its activation began, in milliseconds. */
const AFTERWARDS = 300;

/** What VS Code calls in the extension host: activates the extensions that `BENCH_ORDER` names, each for the first time. */
export async function run(): Promise<void> {
  const { BENCH_ORDER = '', BENCH_RESULT = '' } = process.env;
  const result: Record<string, Activation> = {};
  for (const id of BENCH_ORDER.split(',')) result[id] = await activate(id);
  writeFileSync(BENCH_RESULT, JSON.stringify(result));
}

/** Until this process has nothing to do: its own start goes on for seconds after it has called this. */
async function untilQuiet(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { cpu } = await measure(() => wait(200));
    if (cpu < 4) return;
  }
  throw new Error('The extension host does not come to rest.');
}

async function activate(id: string): Promise<Activation> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) throw new Error(`${id} is missing, or active already.`);
  await untilQuiet();
  const heapBefore = collectGarbage();
  // Other threads go on sweeping for a while, on which the floor would spend more than on itself.
  await untilQuiet();
  let activation = { wall: NaN, cpu: NaN };
  const settled = await measure(async () => {
    activation = await measure(async () => extension.activate());
    await wait(AFTERWARDS);
  });
  const files = Object.keys(require.cache).filter((file) => file.startsWith(extension.extensionPath));
  return {
    ...activation,
    settledCpu: settled.cpu,
    heap: collectGarbage() - heapBefore,
    loaded: files.reduce((bytes, file) => bytes + statSync(file).size, 0),
  };
}
