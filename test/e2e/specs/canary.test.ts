import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { Command, type CommandId } from '../../../src/manifest.ts';
import { filesWith, search } from '../../support/diskSearch.ts';
import { Canary } from '../canary/canary.ts';
import { beginningSteps, endingSteps } from '../canary/connectionSteps.ts';
import { customerSteps } from '../canary/customerSteps.ts';
import { tokenSteps } from '../canary/tokenSteps.ts';
import { useSteps } from '../canary/useSteps.ts';
import { addConnection, MEMBER } from '../fixture.ts';

/** Commands that the canary leaves alone, and why. */
const UNUSED: Partial<Record<CommandId, string>> = {
  [Command.stopReading]: 'there for as long as a host wants a pause; it sends and keeps nothing',
  [Command.goToPage]: 'another way through lists that are read here from top to bottom',
  [Command.nextPage]: 'the same',
  [Command.previousPage]: 'the same',
  [Command.loadFavourites]: 'reads on in those lists until ids are found',
  [Command.dropFavourites]: 'forgets ids',
};

/** Where a secret may stand, which one, and why. */
const ALLOWED: readonly (readonly [
  place: RegExp,
  secrets: (canary: Canary) => readonly string[],
  why: string,
])[] = [
  [
    /^my portal\/(replace|move|save|ignore)\.ts$/,
    (canary) => canary.leakedTokens(),
    'the user wrote it into that file',
  ],
  [
    /^seen\/editor\.txt$/,
    (canary) => canary.leakedTokens(),
    'the editor shows the file that the user opened',
  ],
  [
    /^seen\/window\.txt$/,
    (canary) => canary.leakedTokens(),
    'VS Code reads that editor out to who cannot see',
  ],
  [/^my portal\/\.env$/, (canary) => canary.leakedTokens(), 'the user had it moved there'],
  [/^my portal\/\.env$/, (canary) => [canary.tokenOf(MEMBER)], 'the user had it written there'],
  [/^seen\/question\.txt$/, (canary) => [canary.generatedPassword], 'it is shown once, to be copied'],
];

/** Each place where something is found that must not be there, and what it is. */
function found(canary: Canary, secrets = canary.secrets()): { place: string; what: string }[] {
  const values = secrets.map(([, value]) => value);
  const { folder } = canary.vscode;
  return [folder, canary.sightings.folder].flatMap((each) =>
    search(each, values).flatMap(({ file, secret, encoding }) => {
      const place = each === folder ? relative(each, file) : `seen/${basename(file)}`;
      const [name = '', value = ''] = secrets[secret] ?? [];
      const isAllowed = ALLOWED.some(([where, which]) => where.test(place) && which(canary).includes(value));
      return isAllowed ? [] : [{ place, what: `${name}, ${encoding}` }];
    }),
  );
}

/**
 * Uses everything, with keys, tokens and passwords that stand nowhere else, and with everything going wrong that can;
 * then looks for them in all that was written, shown and run. Nothing is left out of the search: VS Code's secret
 * storage is encrypted, in a browser as an entry of its local storage.
 */
describe('the canary', () => {
  const canary = new Canary();
  beginningSteps(canary);
  customerSteps(canary);
  tokenSteps(canary);
  useSteps(canary);
  endingSteps(canary);

  it('has used every command', () => {
    // VS Code's own record of what its extension host was asked to run.
    const record = /ExtHostCommands#\$?execute\w+ (partnerConsole\.[\w.]+)/g;
    const logs = filesWith(canary.vscode.folder, 'ExtHostCommands').map((log) => readFileSync(log, 'utf8'));
    const used = new Set(logs.flatMap((log) => Array.from(log.matchAll(record), ([, id]) => id)));
    const unused = canary.commands.map(({ command }) => command).filter((id) => !used.has(id));
    assert.deepEqual(unused.sort(), Object.keys(UNUSED).sort());
  });

  it('has left no secret anywhere', async () => {
    const { sightings, vscode, emulator, workbench } = canary;
    await sightings.storage(workbench.page);
    assert.ok(filesWith(vscode.folder, `GET ${emulator.url}/custom-user`).length > 0, 'the log is on disk');
    assert.deepEqual(found(canary), []);
    await vscode.close();
    assert.deepEqual(found(canary), []);
  });
});

describe('the search of the canary', () => {
  const canary = new Canary();
  const planted = `planted-${randomBytes(24).toString('hex')}`;
  const secrets = [['planted', planted]] as const;

  it('finds nothing before anything is planted', async () => {
    const { sightings, workbench } = canary;
    await addConnection(workbench, { url: canary.emulator.url, partnerKey: canary.keys.agency }, 'Agency');
    await sightings.storage(workbench.page);
    sightings.processes();
    assert.deepEqual(found(canary, secrets), []);
  });

  it('finds one leak of each kind, in its place', async () => {
    const { sightings, vscode, workbench, emulator } = canary;
    const { page } = workbench;
    // A log line, which the output panel shows.
    const [log = ''] = filesWith(vscode.folder, `GET ${emulator.url}`).filter((file) =>
      file.endsWith('.log'),
    );
    appendFileSync(log, `2025-01-01 00:00:00.000 [info] ${planted}\n`);
    await canary.use(Command.showLog);
    await page.locator('.part.panel').getByText('planted-').first().waitFor();
    // A setting, a file of the workspace, and what the browser keeps.
    await writeFile(join(vscode.folder, 'user-data', 'planted.json'), JSON.stringify({ planted }));
    await writeFile(canary.inWorkspace('planted.txt'), planted);
    await page.evaluate(`localStorage.setItem('planted', '${planted}')`);
    await canary.copiesHarmlessly(async () => {
      await page.evaluate(`navigator.clipboard.writeText('${planted}')`);
    });
    // The name of a connection: in a memento, the status bar, the side bar, questions, messages and reports.
    await canary.use(Command.renameConnection);
    await canary.quickInput.submit(planted);
    await workbench.statusBarItem('planted-').waitFor();
    await workbench.viewAction('Diagnose Connection');
    await workbench.notification('planted-').waitFor();
    await workbench.preview.getByRole('heading', { name: 'planted-' }).waitFor();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', planted], {
      env: { ...process.env, PLANTED: planted },
    });
    sightings.processes();
    child.kill();
    await sightings.frames(page);
    await sightings.storage(page);
    const places = new Set(found(canary, secrets).map(({ place }) => place));
    const expected = [
      relative(vscode.folder, log),
      'user-data/planted.json',
      'my portal/planted.txt',
      ...['arguments', 'clipboard', 'environment', 'notification', 'panel', 'sideBar', 'statusBar'].map(
        (place) => `seen/${place}.txt`,
      ),
      ...['storage', 'webview'].map((place) => `seen/${place}.txt`),
    ];
    assert.deepEqual(
      expected.filter((place) => !places.has(place)),
      [],
    );
  });
});
