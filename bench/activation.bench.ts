import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../scripts/package.ts';
import type { Activation } from './activation.ts';
import { ratios, share } from './compare.ts';
import { benchInHost, buildForHost } from './inHost.ts';
import { spreadText, type Report } from './report.ts';
import { withServer } from './processes.ts';
import { BARE, type Used } from './use.ts';
import { copyOurs, EMPTY, STATIC_TREE, writeExtension } from './tinyExtension.ts';

const HOSTS = 7;

/** Who is activated in each host, by how they are called here. The first one warms up what all share. */
const WARM_UP = 'bench.warm-up';
const CONTENDERS = {
  'static tree of 50 rows': 'bench.static-tree',
  'empty extension': 'bench.empty',
  'this extension': 'partner-console.partner-console',
};
const FLOOR = 'static tree of 50 rows';
const OURS = 'this extension';

/** Activation in an extension host that was just started, and what is shipped. */
export async function run(report: Report): Promise<void> {
  await buildForHost();
  const folder = await mkdtemp(join(tmpdir(), 'partner-console-bench-'));
  try {
    await activation(report, folder);
    await use(report);
    await packed(report, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function activation(report: Report, folder: string): Promise<void> {
  report.section(
    'Activation',
    `Loading the code and \`activate\`, in ${HOSTS} extension hosts of a real VS Code, each just started; one more came before and was thrown away. In each host three extensions are activated in an order that changes, after a fourth that warms up what all share. The floor is an extension that shows a static tree of 50 rows. Less than half of what ours takes is loading the code; the rest is what it registers with VS Code, which is all its commands, two views, a status bar item and a log. “Settled” is the CPU until 300 ms later, with what activation left to be done and whatever else the host does in that time; memory is what is in use after all garbage was collected.`,
  );
  const folders = {
    [WARM_UP]: join(folder, 'warm-up'),
    'bench.static-tree': join(folder, 'static-tree'),
    'bench.empty': join(folder, 'empty'),
    'partner-console.partner-console': join(folder, 'ours'),
  };
  const warmUp = { ...STATIC_TREE, code: STATIC_TREE.code.replaceAll('bench.static', 'bench.warm') };
  await writeExtension(folders[WARM_UP], {
    ...warmUp,
    name: 'warm-up',
    view: { id: 'bench.warm', title: 'Warm' },
  });
  await writeExtension(folders['bench.static-tree'], { ...STATIC_TREE, name: 'static-tree' });
  await writeExtension(folders['bench.empty'], { ...EMPTY, name: 'empty' });
  await copyOurs(folders['partner-console.partner-console']);

  const names = Object.keys(CONTENDERS) as (keyof typeof CONTENDERS)[];
  const rounds: Record<string, Activation[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let host = 0; host <= HOSTS; host += 1) {
    console.log(`  host ${host} of ${HOSTS}`);
    const turn = host % names.length;
    const order = [...names.slice(turn), ...names.slice(0, turn)].map((name) => CONTENDERS[name]);
    const env = { BENCH_ORDER: [WARM_UP, ...order].join() };
    const came = await benchInHost<Record<string, Activation>>('activation', env, {
      development: folders[WARM_UP],
      installed: Object.values(folders).filter((each) => each !== folders[WARM_UP]),
    });
    for (const name of names) {
      const one = came[CONTENDERS[name]];
      if (one && host > 0) rounds[name]?.push(one);
    }
  }
  report.compared(rounds, FLOOR);
  const column = (name: string, of: keyof Activation) => rounds[name]?.map((one) => one[of]) ?? [];
  const kilobytes = (name: string, of: 'heap' | 'loaded') => column(name, of).map((bytes) => bytes / 1024);
  report.table(
    ['', 'code loaded, KB', 'CPU settled, ms', 'memory, KB'],
    names.map((name) => [
      name,
      share(kilobytes(name, 'loaded'), 0.5).toFixed(1),
      spreadText(column(name, 'settledCpu')),
      spreadText(kilobytes(name, 'heap'), 0),
    ]),
  );
  report.goal('Code loaded at activation', share(kilobytes(OURS, 'loaded'), 0.5), 60, 'KB');
  report.goal(
    'CPU of activation, against a static tree',
    share(ratios(rounds, OURS, FLOOR, 'cpu'), 0.5),
    2,
    '×',
  );
}

async function use(report: Report): Promise<void> {
  await withServer(async ({ origin, partnerKey }) => {
    const env = { BENCH_ORIGIN: origin, BENCH_KEY: partnerKey };
    const { tokens, index } = await benchInHost<Used>('use', env);
    report.section(
      'A token to the clipboard',
      'From the call of the command on a row, the type being answered at once by a script, until it has ended; in the extension host. The floor is the one request with undici; the second row also writes to the clipboard, which is a message to the window and back.',
    );
    report.compared(tokens, BARE);
    report.section(
      'Memory of the extension host with the index',
      'What the extension host holds more, after all garbage was collected, once Find Anyone has read all members.',
    );
    report.note(`${index.members} members: ${(index.bytes / 2 ** 20).toFixed(1)} MB.`);
  });
}

async function packed(report: Report, folder: string): Promise<void> {
  report.section('Package', 'The `.vsix` as it would be published.');
  const vsix = await packageExtension(join(folder, 'extension.vsix'), 'ignore');
  report.goal('Size of the `.vsix`', (await stat(vsix)).size / 1024, 400, 'KB');
}
