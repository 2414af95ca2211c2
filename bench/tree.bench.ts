import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../scripts/package.ts';
import { openWindow } from '../scripts/vscode/window.ts';
import { startWorkbench } from '../scripts/vscode/workbench.ts';
import { startEmulator, type Emulator } from '../src/emulator/server.ts';
import { addConnection } from '../test/e2e/fixture.ts';
import { untilAtRest } from '../test/e2e/objects/rest.ts';
import { Workbench } from '../test/e2e/objects/workbench.ts';
import { ratios, share, type Rounds, type Sample } from './compare.ts';
import { untilRows } from './painted.ts';
import type { Report } from './report.ts';
import { ROWS_VIEW, writeStaticRows } from './staticRows.ts';
import { SIZES, TEAMS, teamName, type Size } from './teams.ts';

/** How often the window is loaded anew, and the extension host with it; the first time warms up. */
const WINDOWS = 8;

const FLOOR = 'static tree';
const MENUS = 'static tree with menus';
const OURS = 'this extension';
const VIEWS = { [FLOOR]: ROWS_VIEW.plain, [MENUS]: ROWS_VIEW.menus, [OURS]: 'Partner Console' };
const NAMES = Object.keys(VIEWS) as (keyof typeof VIEWS)[];
const BOTH = [FLOOR, OURS] as const;

/** Rows in the window of a real VS Code, from the click that expands their parent. */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'partner-console-bench-'));
  const emulator = await startEmulator({ customers: SIZES.length * TEAMS, members: 4_000, pageSize: 1_000 });
  try {
    giveTeams(emulator);
    await inWorkbench(folder, emulator, async (workbench) => {
      await addConnection(workbench, emulator, 'Bench');
      tell(report, await expandAll(workbench));
    });
  } finally {
    await emulator.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Teams of each size, of the same people: the seed's are of all sizes. */
function giveTeams({ state }: Emulator): void {
  const [, , large] = state.customers;
  const people = [...state.teamOf(large?._id ?? '')];
  state.customers.forEach((customer, place) => {
    const size = SIZES[Math.floor(place / TEAMS)];
    if (size === undefined) return;
    customer.name = teamName(size, place % TEAMS);
    customer.status = 'ACTIVE';
    state.setTokenActive(customer._id, true);
    const team = state.teamOf(customer._id);
    team.splice(0, team.length, ...people.slice(0, size));
    if (team.length < size) throw new Error(`The seed has only ${team.length} people.`);
  });
}

async function inWorkbench(
  folder: string,
  { state }: Emulator,
  use: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  const extensionsDir = join(folder, 'extensions');
  // The first start of VS Code takes all it finds there for installed.
  await writeStaticRows(extensionsDir, state);
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const server = await startWorkbench({
    userDataDir: join(folder, 'user-data'),
    extensionsDir,
    vsix: await packageExtension(join(folder, 'extension.vsix'), 'ignore'),
    // No tooltip comes while the mouse rests on a row.
    settings: { 'workbench.hover.delay': 60_000 },
  });
  const window = await openWindow(server);
  try {
    const workbench = new Workbench(window.page);
    await window.page.goto(server.url(workspace));
    await workbench.waitUntilReady();
    await use(workbench);
  } finally {
    await window.close();
    await server.stop();
  }
}

const EACH_TEAM = SIZES.flatMap((size) =>
  Array.from({ length: TEAMS }, (_, team): [Size, number] => [size, team]),
);
const isFirst = (size: Size, team: number): boolean => size === SIZES[0] && team === 0;

interface Measured {
  /** From the click that opens the view to the customers, once in each window. */
  readonly opening: Rounds;
  /** The first team that is expanded in each window. */
  readonly first: Rounds;
  readonly expanding: Readonly<Record<Size, Rounds>>;
  /** The same teams once more, when VS Code has forgotten their rows and the extension has kept them. */
  readonly again: Readonly<Record<Size, Rounds>>;
}

async function expandAll(workbench: Workbench): Promise<Measured> {
  const rounds = (names: readonly string[] = NAMES) =>
    Object.fromEntries(names.map((name): [string, Sample[]] => [name, []]));
  const opening = rounds();
  const first = rounds();
  const expanding = { 20: rounds(), 100: rounds(), 1000: rounds() };
  const again = { 20: rounds(BOTH), 100: rounds(BOTH), 1000: rounds(BOTH) };
  for (let turn = 0; turn < WINDOWS; turn += 1) {
    console.log(`  window ${turn} of ${WINDOWS - 1}`);
    await workbench.openView('Explorer');
    await workbench.reload();
    await workbench.statusBarItem('Bench').waitFor();
    const keep = (to: Record<string, Sample[]>, name: string, wall: number) => {
      if (turn > 0) to[name]?.push({ wall, cpu: NaN });
    };
    const order = [...NAMES.slice(turn % NAMES.length), ...NAMES.slice(0, turn % NAMES.length)];
    for (const name of order) {
      const open = () => workbench.openView(VIEWS[name]);
      keep(opening, name, await untilRows(workbench.page, 1, SIZES.length * TEAMS, open));
    }
    const expand = async (name: (typeof NAMES)[number], size: Size, team: number) => {
      await workbench.openView(VIEWS[name]);
      const row = workbench.row(teamName(size, team), name === OURS ? 'Customers' : VIEWS[name]);
      // Whoever clicks has moved the mouse there before; what the window does meanwhile is not part of the click.
      await row.locator.hover();
      const ms = await untilRows(workbench.page, 2, size, () => row.click());
      await row.collapse();
      return ms;
    };
    for (const [size, team] of EACH_TEAM) {
      const rows = isFirst(size, team) ? first : expanding[size];
      for (const name of order) keep(rows, name, await expand(name, size, team));
    }
    // Has VS Code forget our rows, as it has those of the static trees that nobody sees.
    await workbench.runCommand('Partner Console: Turn On Presentation Mode');
    await workbench.statusBarItem(/presenting/).waitFor();
    // Rows that are drawn take the focus from the palette.
    await untilAtRest(workbench.page);
    await workbench.runCommand('Partner Console: Turn Off Presentation Mode');
    await workbench.statusBarItem(/presenting/).waitFor({ state: 'detached' });
    for (const [nth, [size, team]] of EACH_TEAM.entries())
      for (const name of nth % 2 === 0 ? BOTH : BOTH.toReversed())
        keep(again[size], name, await expand(name, size, team));
  }
  return { opening, first, expanding, again };
}

function tell(report: Report, { opening, first, expanding, again }: Measured): void {
  report.section(
    'Rows in the window',
    `In the window of a real VS Code with the packaged extension: from the click, the mouse being there already, to the moment when the rows are in the page and those that fit are drawn. The window was loaded anew ${WINDOWS} times, the first of which was thrown away. The floor is an extension whose rows are there from the start and show what ours show: label, description and icon, with the names and addresses of the same people; “with menus” they have the buttons and menus of ours as well, which VS Code looks through for each row that it draws. Ours asks the emulator: for the customers when the view opens, for a customer's token and a page with the whole team when that is expanded, each for the first time. To fetch a team is to read the key from the secret storage and to make three calls, one after the other, which a static tree has no equal of. So the goal is held against what both have to do: in the same windows the same customers are expanded once more, the one tree and the other in turns, when VS Code knows nothing of their rows any more and asks for them.`,
  );
  report.note('The view opens, for the first time in a window: its customers are there.');
  report.compared(opening, FLOOR, ['wall']);
  report.note('The first customer that is expanded in a window, with 20 members.');
  report.compared(first, FLOOR, ['wall']);
  for (const size of SIZES) {
    report.note(`Customers with ${size} members, expanded later, whose team is fetched.`);
    report.compared(expanding[size], FLOOR, ['wall']);
    report.note(`The same once more, whose team was read before.`);
    report.compared(again[size], FLOOR, ['wall']);
    if (size < 100) continue;
    const ratio = share(ratios(again[size], OURS, FLOOR, 'wall'), 0.5);
    report.goal(`Expanding a customer of ${size} members whose team was read before`, ratio, 1.2, '×');
  }
}
