import { join } from 'node:path';
import { root } from '../scripts/project.ts';
import { inTurns, ratios, share, spreadOf, type Rounds, type Sample } from './compare.ts';
import { benchInHost, buildForHost } from './inHost.ts';
import { NAMES, PAGES, ROUNDS } from './httpRounds.ts';
import { startContender, withServer, type Server } from './processes.ts';
import type { Report } from './report.ts';

/** The client against bare undici: in plain Node, and as it is shipped in the extension host of a real VS Code. */
export async function run(report: Report): Promise<void> {
  await withServer(async (server) => {
    report.section(
      'Reading pages, in plain Node',
      `A round reads ${PAGES} pages of 20 members, one after the other over one connection, from the emulator in another process. The floor is undici's \`request\` with the same headers and \`JSON.parse\`; ours is the client with all it does: turns, time limit, retries, validation of every row. Each is in a process of its own.`,
    );
    tell(report, 'Page of members, in Node', await inNode(server));
    report.section(
      'Reading pages, in the extension host',
      'The same with the bundle that is shipped, both in the one process of the extension host of a real VS Code.',
    );
    tell(report, 'Page of members, in the extension host', await inExtensionHost(server));
  });
}

function tell(report: Report, what: string, rounds: Rounds): void {
  report.compared(rounds, NAMES.bare);
  const perSecond = (name: string) => {
    const { median } = spreadOf(rounds[name]?.map(({ wall }) => wall) ?? []);
    return `${Math.round((PAGES * 1000) / median)} (${name})`;
  };
  report.note(`Pages a second: ${Object.keys(rounds).map(perSecond).join(', ')}.`);
  report.goal(what, share(ratios(rounds, NAMES.ours, NAMES.bare, 'wall'), 0.5), 1.15, '×');
}

async function inNode({ origin, partnerKey }: Server): Promise<Rounds> {
  const start = (side: string) => startContender('httpContender.ts', [side, origin, partnerKey]);
  const [bare, ours] = [await start('bare'), await start('ours')];
  try {
    return await inTurns(ROUNDS, {
      [NAMES.bare]: () => bare.ask<Sample>('round'),
      [NAMES.ours]: () => ours.ask<Sample>('round'),
    });
  } finally {
    bare.end();
    ours.end();
  }
}

async function inExtensionHost({ origin, partnerKey }: Server): Promise<Rounds> {
  await buildForHost();
  const env = { BENCH_ORIGIN: origin, BENCH_KEY: partnerKey, BENCH_CLIENT: join(root, 'dist', 'api.cjs') };
  return benchInHost<Rounds>('http', env);
}
