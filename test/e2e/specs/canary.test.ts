import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { onPath, type Interception } from '../../../src/emulator/intercept.ts';
import { Command, Setting, type CommandId } from '../../../src/manifest.ts';
import { filesWith, search } from '../../support/diskSearch.ts';
import {
  CUSTOMER,
  enterKey,
  INACTIVE_TOKEN_MEMBER,
  MEMBER,
  nameConnection,
  useEmulator,
} from '../fixture.ts';
import { Sightings } from '../sightings.ts';
import { useVsCode } from '../support.ts';

/** Commands that the canary leaves alone, and why. */
const UNUSED: Partial<Record<CommandId, string>> = {};

const OTHER_MEMBER = 'Samuel Patterson';
const EMPTY_CUSTOMER = 'Atelier Hollis Interiors';
const IMPORTED = { name: 'Imported', origin: 'https://localhost:9' };

/** Files of the user's own in which a token of somebody stands, and what the lightbulb is asked to do with each. */
const LEAKS = {
  'replace.ts': 'Replace with a reference to an environment variable…',
  'move.ts': 'Move to .env and put a reference here…',
  'save.ts': 'Save in the secret storage…',
  'ignore.ts': 'Ignore in this file',
};

/** Places in which the tokens of those files, and no others, may stand. */
const PLACES_OF_LEAKS: readonly (readonly [place: RegExp, why: string])[] = [
  [/^my portal\/(replace|move|save|ignore)\.ts$/, 'the user wrote it there'],
  [/^my portal\/\.env$/, 'the user had it moved there'],
  [/^seen\/editor\.txt$/, 'an editor shows the file that the user opened'],
];

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: CommandId; readonly title: string }[];
  };
}

/**
 * Uses everything, with keys, tokens and passwords that stand nowhere else, and with everything going wrong that can;
 * then looks for them in all that was written, shown and run.
 */
describe('the canary', () => {
  const mark = (name: string): string => `${name}-${randomBytes(24).toString('hex')}`;
  const keys = {
    agency: mark('key'),
    wrong: mark('wrong'),
    printed: mark('printed'),
    unchecked: mark('unchecked'),
  };
  const passwords: string[] = [];
  const replacedTokens: string[] = [];
  const sightings = new Sightings();
  const commands = join(sightings.folder, '..', `${basename(sightings.folder)}-commands`);
  const settings: Record<string, unknown> = {};
  let manifest: Manifest;

  const emulator = useEmulator({ partnerKey: keys.agency });
  before(async () => {
    manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
    const { url } = emulator.current;
    settings[Setting.credentialCommands] = {
      [`${url} Stored`]: await credentialCommand('stored', keys.agency, 0),
      [`${url} Broken`]: await credentialCommand('broken', keys.printed, 3),
    };
  });
  const vscode = useVsCode({ logLevel: 'trace', settings });
  before(async () => {
    await sightings.watch(vscode.workbench.page);
    await vscode.workbench.reload();
  });
  after(async () => {
    for (const folder of [sightings.folder, commands]) await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const { page } = vscode.workbench;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await vscode.workbench.runCommand('Notifications: Clear All Notifications');
  });
  afterEach(() => {
    sightings.processes();
  });

  /** A program that says how it was called, prints a key on both streams and ends with a code. */
  async function credentialCommand(name: string, key: string, code: number): Promise<readonly string[]> {
    await mkdir(commands, { recursive: true });
    const file = (extension: string) => JSON.stringify(join(commands, `${name}.${extension}`));
    await writeFile(join(commands, `${name}.key`), key);
    await writeFile(
      join(commands, `${name}.mjs`),
      `import { appendFileSync, readFileSync } from 'node:fs';
      appendFileSync(${JSON.stringify(join(sightings.folder, 'credentialCommand.txt'))}, JSON.stringify([process.argv, process.env]));
      const key = readFileSync(${file('key')}, 'utf8');
      process.stdout.write(key + '\\n', () => process.stderr.write(key + '\\n', () => process.exit(${code})));`,
    );
    return [process.execPath, join(commands, `${name}.mjs`)];
  }

  const use = (id: CommandId): Promise<void> => {
    const title = manifest.contributes.commands.find(({ command }) => command === id)?.title ?? id;
    return vscode.workbench.runCommand(`Partner Console: ${title}`);
  };
  const inWorkspace = (name: string): string => join(vscode.folder, 'my portal', name);
  const customerAt = (place: number) =>
    emulator.current.state.customers[place] ?? assert.fail('The seed has no such customer.');
  const memberCalled = (name: string) =>
    emulator.current.state.teamOf(customerAt(0)._id).find((each) => each.name === name) ??
    assert.fail(`The seed has no ${name}.`);
  const tokenOf = (name: string): string => emulator.current.state.tokenOf(memberCalled(name)._id).key;
  const typeOf = (name: string): RegExp =>
    emulator.current.state.tokenTypeOf(customerAt(0)._id, memberCalled(name)) === 'AGENT'
      ? /^Agent/
      : /^Custom user/;
  const replaceTokenOf = (name: string): void => {
    replacedTokens.push(tokenOf(name));
    emulator.current.state.replaceToken(memberCalled(name)._id);
  };
  /** Tokens that stand in files, of members whom nothing else here comes near. */
  const leakedTokens = (): string[] =>
    Object.keys(LEAKS).map((_, place) => {
      const member = emulator.current.state.teamOf(customerAt(1)._id)[place];
      return emulator.current.state.tokenOf(member?._id ?? '').key;
    });
  /** What an action copies that is no secret. */
  const copiesHarmlessly = async (action: () => Promise<void>): Promise<void> => {
    sightings.note('clipboard', await vscode.workbench.copiedBy(action));
  };
  const saved = (name: string) =>
    vscode.workbench.page.getByRole('treeitem', { name: new RegExp(`Saved token of ${name}`) });

  it('opens the walkthrough and the sample data', async () => {
    const { workbench } = vscode;
    await workbench.openView('Partner Console');
    await use(Command.openWalkthrough);
    await workbench.page.locator('.getting-started-step').first().waitFor();
    await use(Command.addSample);
    await workbench.statusBarItem('Sample Data').waitFor();
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).menuAction('Fetch Token to Clipboard…');
    await workbench.copiedBy(() => workbench.quickInput.choose(/^Custom user/));
  });

  it('adds connections with keys that are refused, typed, and printed by a command', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    const { url } = emulator.current;
    await nameConnection(workbench, url, 'Broken');
    await quickInput.choose(/^Use the Credential Command/);
    await workbench.notification('failed with exit code 3').click('Enter a Key…');
    await quickInput.waitFor('and nowhere else');
    await quickInput.cancel();
    await nameConnection(workbench, url, 'Stored');
    await quickInput.choose(/^Use the Credential Command/);
    await workbench.statusBarItem('Stored').waitFor();
    await nameConnection(workbench, url, 'Agency');
    await enterKey(workbench, keys.wrong);
    await workbench.notification('refused this key, so it was not saved').click('Enter Key Again…');
    await enterKey(workbench, keys.agency);
    await workbench.statusBarItem('Agency').waitFor();
    await use(Command.switchConnection);
    await quickInput.choose(/Stored/);
    await workbench.statusBarItem('Stored').waitFor();
    await use(Command.showActions);
    await quickInput.choose(/Switch Connection…/);
    await quickInput.choose(/Agency/);
    await workbench.statusBarItem('Agency').waitFor();
  });

  it('changes what is known of a connection', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await use(Command.renameConnection);
    await quickInput.submit('Our Agency');
    await workbench.statusBarItem('Our Agency').waitFor();
    await use(Command.editConnection);
    await quickInput.choose(/^Label/);
    await quickInput.choose(/^Staging/);
    await workbench.statusBarItem(/staging/i).waitFor();
    await use(Command.chooseTokenAuthorization);
    await quickInput.choose(/^The customer's token/);
  });

  it('browses, searches, and tries again', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).waitFor();
    await copiesHarmlessly(() => workbench.row(MEMBER).menuAction('Copy ID'));
    await copiesHarmlessly(() => workbench.row(MEMBER).menuAction('Copy E-Mail Address'));
    await (await workbench.scrollTo('Load more members')).click();
    await use(Command.searchMembers);
    await quickInput.choose(CUSTOMER);
    await quickInput.submit('olivia');
    await workbench.row('Search: “olivia”').waitFor();
    await use(Command.clearSearch);
    await workbench.row('Search: “olivia”').waitFor('detached');
    await (await workbench.scrollTo(CUSTOMER)).collapse();
    const body = `{"success":true,"data":[{"_id":"${tokenOf(MEMBER)}","key":"${keys.agency}`;
    const restore = emulator.current.intercept(onPath('/custom-user', { body }));
    await workbench.row(EMPTY_CUSTOMER).expand();
    const failed = workbench.row('Failed: click to retry');
    await failed.waitFor();
    restore();
    await failed.click();
    await workbench.row('No team members').waitFor();
    await workbench.row(EMPTY_CUSTOMER).collapse();
    await workbench.row(CUSTOMER).expand();
  });

  it('is told of every way to fail, by servers that repeat what they were sent', async () => {
    const { workbench } = vscode;
    const said = `${tokenOf(MEMBER)} of ${keys.agency}`;
    const body = JSON.stringify({ success: false, message: said, data: said, code: 400, error: said });
    const headers = { 'content-type': 'application/json', 'retry-after': '1', 'x-token': said };
    const location = `https://${keys.agency}.example/${tokenOf(MEMBER)}?key=${keys.agency}`;
    const failures: readonly Interception[] = [
      ...[400, 401, 403, 404, 429, 500].map((status) => ({ status, headers, body })),
      { status: 302, headers: { location } },
      { headers, body: `{"success":true,"data":{"permanentToken":{"key":"${tokenOf(MEMBER)}"` },
      { headers, body: JSON.stringify({ success: true, data: { permanentToken: tokenOf(MEMBER) } }) },
      { headers: { ...headers, 'content-encoding': 'gzip' }, body: said },
      'reset',
    ];
    const { host } = new URL(emulator.current.url);
    for (const failure of failures) {
      const restore = emulator.current.intercept(({ query }) => ('email' in query ? failure : undefined));
      await workbench.row(MEMBER).menuAction('Fetch Token to Clipboard…');
      await workbench.quickInput.choose(typeOf(MEMBER));
      const message = workbench.notification(new RegExp(`${host}|has no |[Tt]ry`));
      await message.waitFor();
      await workbench.runCommand('Notifications: Clear All Notifications');
      await message.waitFor('hidden');
      restore();
    }
  });

  it('fetches, copies, saves, verifies and forgets tokens', async () => {
    const { workbench } = vscode;
    const { page, quickInput } = workbench;
    await use(Command.fetchAndCopyToken);
    await quickInput.choose(CUSTOMER);
    await quickInput.choose(new RegExp(OTHER_MEMBER));
    assert.equal(
      await workbench.copiedBy(() => quickInput.choose(typeOf(OTHER_MEMBER))),
      tokenOf(OTHER_MEMBER),
    );
    await workbench.row(INACTIVE_TOKEN_MEMBER).menuAction('Fetch Token to Clipboard…');
    await quickInput.choose(typeOf(INACTIVE_TOKEN_MEMBER));
    const question = workbench.modal(`The token of ${INACTIVE_TOKEN_MEMBER} is not active.`);
    await workbench.copiedBy(() => question.click('Copy Anyway'));
    await workbench.row(CUSTOMER).menuAction('Fetch Token into Secret Storage…');
    await workbench.notification('Saved the customer token').waitFor();
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await quickInput.choose(typeOf(MEMBER));
    await workbench.notification('Saved the custom user token').waitFor();
    await workbench.expandView('Saved Tokens');
    await saved(MEMBER).waitFor();
    await use(Command.copySavedToken);
    assert.equal(await workbench.copiedBy(() => quickInput.choose(new RegExp(MEMBER))), tokenOf(MEMBER));
    await workbench.statusBarItem(/^\s*\d+ s\s*$/).waitFor();
    await use(Command.clearClipboard);
    await workbench.statusBarItem(/^\s*\d+ s\s*$/).waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(`navigator.clipboard.readText()`), '');

    replaceTokenOf(MEMBER);
    await use(Command.verifyToken);
    await quickInput.choose(new RegExp(MEMBER));
    await workbench.notification(/The server (accepts|rejects|refused) /).waitFor();
    await use(Command.fetchTokenAgain);
    await quickInput.choose(new RegExp(MEMBER));
    await workbench.modal('again?').click('Fetch Again');
    await workbench.notification('the one that was saved was replaced').waitFor();
    await use(Command.fetchToken);
    await quickInput.choose(CUSTOMER);
    await quickInput.choose(new RegExp(MEMBER));
    await quickInput.choose(/Fetch Again/);
    await quickInput.choose(typeOf(MEMBER));
    await quickInput.choose(/Save in Secret Storage/);
    await workbench.notification('Saved the custom user token').waitFor();
    await use(Command.forgetToken);
    await quickInput.choose(new RegExp(CUSTOMER));
    await workbench.modal('Forget').click('Forget');
    await workbench.notification('Forgot').waitFor();
  });

  it('finds tokens in files, and does with them what the lightbulb offers', async () => {
    const { workbench } = vscode;
    const { page, quickInput } = workbench;
    const tokens = leakedTokens();
    await page.keyboard.press('ControlOrMeta+Shift+m');
    for (const [place, [name, fix]] of Object.entries(LEAKS).entries()) {
      await writeFile(inWorkspace(name), `export const authorization = 'Bearer ${tokens[place] ?? ''}';\n`);
      await page.keyboard.press('ControlOrMeta+p');
      await quickInput.submit(name);
      await page.locator('.tab.active', { hasText: name }).waitFor();
      const squiggle = page.locator('.squiggly-warning').first();
      await squiggle.waitFor();
      await page.keyboard.press('F8');
      await page.locator('.marker-widget').getByText('This has the shape of a permanent token').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+.');
      await page.getByText(fix).first().click();
      if (name === 'replace.ts' || name === 'move.ts') {
        await quickInput.waitFor('Name of the environment variable');
        await quickInput.submit('BOTPENGUIN_TOKEN');
      }
      if (name === 'save.ts') {
        await quickInput.choose(CUSTOMER);
        await quickInput.choose(/The main customer|Brightwater/);
        await workbench.notification('Saved in the secret storage as the token of').waitFor();
      } else {
        await squiggle.waitFor({ state: 'detached' });
      }
      await page.keyboard.press('ControlOrMeta+s');
      await page.locator('.tab.active:not(.dirty)').waitFor();
    }
    assert.match(await readFile(inWorkspace('.env'), 'utf8'), /^BOTPENGUIN_TOKEN=/);
  });

  it('takes connections from a file, keeps a key unchecked, and exports them', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    const content = { format: 'partner-console-connections', version: 1, connections: [IMPORTED] };
    await writeFile(inWorkspace('import.json'), JSON.stringify(content));
    await use(Command.importConnections);
    await quickInput.enterPath('Import Connections', inWorkspace('import.json'));
    await workbench.modal('Add 1 connection from this file?').click('Add');
    await workbench.notification('Added 1 connection').click('Switch Connection…');
    await quickInput.choose(new RegExp(IMPORTED.name));
    await workbench.statusBarItem(IMPORTED.name).waitFor();
    await use(Command.replaceKey);
    await enterKey(workbench, keys.unchecked);
    await workbench.notification('could not be checked').click('Save Without Checking');
    await workbench.statusBarItem('unreachable').waitFor();
    await use(Command.exportConnections);
    await quickInput.enterPath('Export Connections', inWorkspace('export.json'));
    await workbench.notification('Exported 1 connection').waitFor();
    await workbench.viewAction('Diagnose Connection');
    const told = workbench.notification(`“${IMPORTED.name}”:`);
    await copiesHarmlessly(() => told.click('Copy Report'));
    await use(Command.switchConnection);
    await quickInput.choose(/Our Agency/);
    await workbench.statusBarItem('Our Agency').waitFor();
  });

  it('creates, changes and deletes customers, whose passwords a server repeats', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    const restore = emulator.current.intercept(({ method, body }) =>
      method === 'POST'
        ? { status: 400, body: JSON.stringify({ success: false, message: body, code: 400 }) }
        : undefined,
    );
    const typed = mark('password');
    passwords.push(typed);
    await use(Command.createCustomer);
    await quickInput.submit('Harbour Bakery');
    await quickInput.waitFor('E-mail address');
    await quickInput.submit('front.desk@harbour-bakery.example');
    await quickInput.choose(/^Type a Password/);
    await quickInput.waitFor('It is sent once');
    await quickInput.submit(typed);
    await quickInput.waitFor('The same password again');
    await quickInput.submit(typed);
    await workbench.notification('rejected the request').click('Change and Try Again…');
    restore();
    await quickInput.waitFor('Name of the customer');
    await quickInput.input.press('Enter');
    await quickInput.waitFor('E-mail address');
    await quickInput.input.press('Enter');
    await quickInput.choose(/^Generate a Strong Password/);
    await quickInput.waitFor('Copy the password now');
    passwords.push(await workbench.copiedBy(() => quickInput.press('Copy Password')));
    await quickInput.input.press('Enter');
    await workbench.notification('Created Harbour Bakery').waitFor();
    await use(Command.editCustomer);
    await quickInput.choose(/^Harbour Bakery/);
    await quickInput.choose(/^Name/);
    await quickInput.submit('Harbour Bakeries');
    await workbench.notification('Changed Harbour Bakeries').waitFor();
    await use(Command.deleteCustomer);
    await quickInput.choose(/^Harbour Bakeries/);
    await workbench.modal('Delete the customer').click('Delete Customer');
    await workbench.notification('Deleted Harbour Bakeries').waitFor();
  });

  it('exports team members', async () => {
    const { workbench } = vscode;
    for (const [kind, ending] of [
      [/^CSV/, 'csv'],
      [/^JSON/, 'json'],
      [/^Markdown/, 'md'],
    ] as const) {
      await use(Command.exportMembers);
      await workbench.quickInput.choose(CUSTOMER);
      await workbench.quickInput.choose(kind);
      await workbench.quickInput.enterPath('Export Team Members', inWorkspace(`team.${ending}`));
      await workbench.notification(`to team.${ending}`).click('Open File');
      await workbench.page.getByRole('tab', { name: `team.${ending}` }).waitFor();
    }
  });

  it('has its key rejected, is examined, and tells of itself', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    const { state } = emulator.current;
    state.partnerKeyRejected = true;
    await use(Command.refreshCustomers);
    await workbench.statusBarItem('key rejected').waitFor();
    await use(Command.diagnoseAnyConnection);
    await quickInput.choose(/Our Agency/);
    const told = workbench.notification('“Our Agency”:');
    await copiesHarmlessly(() => told.click('Copy Report'));
    await use(Command.copyDiagnostics);
    const report = workbench.notification('This is what would be copied');
    await copiesHarmlessly(() => report.click('Copy to Clipboard'));
    state.partnerKeyRejected = false;
    await use(Command.replaceKey);
    await enterKey(workbench, keys.agency);
    await workbench.statusBarItem('key rejected').waitFor({ state: 'detached' });
    await use(Command.showLog);
    await workbench.page.locator('.part.panel').getByText('GET http://127.0.0.1').first().waitFor();
  });

  it('loses its secrets, and gets them again', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await sightings.storage(workbench.page);
    // Where a browser keeps the secrets of all extensions.
    await workbench.page.evaluate(`localStorage.removeItem('secrets.provider')`);
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.statusBarItem('key missing').waitFor();
    await use(Command.copySavedToken);
    await quickInput.choose(new RegExp(MEMBER));
    await workbench.notification('is not in the secret storage any more').waitFor();
    await use(Command.replaceKey);
    await enterKey(workbench, keys.agency);
    await workbench.row(CUSTOMER).waitFor();
    await use(Command.fetchAndSaveToken);
    await quickInput.choose(CUSTOMER);
    await quickInput.choose(new RegExp(MEMBER));
    await quickInput.choose(typeOf(MEMBER));
    await workbench.notification('Saved the custom user token').waitFor();
  });

  it('shows and clears its record, and forgets everything', async () => {
    const { workbench } = vscode;
    await use(Command.showActivity);
    await workbench.preview.getByRole('cell', { name: 'verified' }).first().waitFor();
    await use(Command.clearActivity);
    await workbench.modal('Clear the record').click('Clear');
    await use(Command.forgetAllTokens);
    await workbench.modal('Forget').click('Forget All');
    await workbench.notification('Forgot').waitFor();
    await use(Command.removeConnection);
    await workbench.modal('Remove the connection').click('Remove');
    await use(Command.deleteAllSecrets);
    await workbench.modal('Delete all secrets').click('Delete All');
    await workbench.notification('All stored secrets are deleted').waitFor();
  });

  it('has used every command', () => {
    const used = new Set(
      filesWith(vscode.folder, 'ExtHostCommands').flatMap((log) =>
        // VS Code's own record of what its extension host was asked to run.
        [
          ...readFileSync(log, 'utf8').matchAll(/ExtHostCommands#\$?execute\w+ (partnerConsole\.[\w.]+)/g),
        ].map(([, id]) => id),
      ),
    );
    const unused = manifest.contributes.commands
      .map(({ command }) => command)
      .filter((command) => !used.has(command));
    assert.deepEqual(unused, Object.keys(UNUSED));
  });

  it('has left no secret anywhere', async () => {
    const { folder, workbench } = vscode;
    await sightings.storage(workbench.page);
    sightings.processes();
    assert.ok(filesWith(folder, `GET ${emulator.current.url}/custom-user`).length > 0, 'the log is on disk');
    assert.ok(
      filesWith(sightings.folder, 'Copied the custom user token').length > 0,
      'notifications are seen',
    );
    const { state } = emulator.current;
    const ids = state.customers.flatMap(({ _id }) => [_id, ...state.teamOf(_id).map((member) => member._id)]);
    const named = [
      ...Object.entries(keys).map(([name, value]) => [`the key “${name}”`, value] as const),
      ...passwords.map((value) => ['a password', value] as const),
      ...replacedTokens.map((value) => ['a token that was replaced', value] as const),
      ...ids.map((id) => [`the token of ${id}`, state.tokenOf(id).key] as const),
    ];
    const leaked = leakedTokens();
    const hits = [folder, sightings.folder].flatMap((each) =>
      search(
        each,
        named.map(([, value]) => value),
      ).map(({ file, secret, encoding }) => {
        const place = each === folder ? relative(each, file) : `seen/${basename(file)}`;
        const [name = '', value = ''] = named[secret] ?? [];
        const isAllowed = leaked.includes(value) && PLACES_OF_LEAKS.some(([allowed]) => allowed.test(place));
        return { place, what: `${name}, ${encoding}`, isAllowed };
      }),
    );
    assert.deepEqual(
      hits.filter(({ isAllowed }) => !isAllowed).map(({ place, what }) => `${place}: ${what}`),
      [],
    );
  });
});
