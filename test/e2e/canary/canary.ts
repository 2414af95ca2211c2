import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from '../../../src/emulator/server.ts';
import { Setting, type CommandId } from '../../../src/manifest.ts';
import { manifestText } from '../../support/manifest.ts';
import { CUSTOMER, useEmulator } from '../fixture.ts';
import type { QuickInput } from '../objects/quickInput.ts';
import type { Workbench } from '../objects/workbench.ts';
import { Sightings } from '../sightings.ts';
import { useVsCode, type VsCode } from '../support.ts';

interface ContributedCommand {
  readonly command: CommandId;
  readonly title: string;
}

/** Files of the user's own in which a token of somebody stands, each with another. */
export const LEAKING_FILES = ['replace.ts', 'move.ts', 'save.ts', 'ignore.ts'] as const;
export type LeakingFile = (typeof LEAKING_FILES)[number];

/** A text that stands nowhere else in the world. */
const mark = (name: string): string => `${name}-${randomBytes(24).toString('hex')}`;

/** A VS Code that logs all it does, an emulator, and every secret that goes from one to the other. */
export class Canary {
  readonly keys = {
    agency: mark('key'),
    wrong: mark('wrong'),
    printed: mark('printed'),
    unchecked: mark('unchecked'),
  };
  readonly typedPassword = mark('password');
  /** Known when the extension has made it. */
  generatedPassword = mark('password');
  readonly sightings = new Sightings();
  readonly vscode: VsCode;
  readonly settings: Record<string, unknown> = {
    // What ran before may still be moving the focus when the palette opens for the next command.
    'workbench.quickOpen.closeOnFocusLost': false,
  };
  commands: readonly ContributedCommand[] = [];
  readonly #emulator: { current: Emulator };
  readonly #replacedTokens: string[] = [];

  /** Called before VS Code starts the extension with what is installed by then. */
  constructor(beforeStart: (canary: Canary) => void = () => undefined) {
    this.#emulator = useEmulator({ partnerKey: this.keys.agency });
    before(() => this.#prepare());
    this.vscode = useVsCode({
      logLevel: 'trace',
      settings: this.settings,
      onPage: async (page) => {
        await this.sightings.watch(page);
        beforeStart(this);
      },
    });
    let looking: NodeJS.Timeout;
    before(() => {
      looking = setInterval(() => {
        this.sightings.processes();
      }, 250);
    });
    after(async () => {
      clearInterval(looking);
      for (const folder of [this.sightings.folder, this.outside])
        await rm(folder, { recursive: true, force: true });
    });
    afterEach(async () => {
      if (this.vscode.isOpen) await this.sightings.frames(this.workbench.page);
    });
  }

  get emulator(): Emulator {
    return this.#emulator.current;
  }

  /** Ends what the step before left open: no question, no message. */
  async clear(): Promise<void> {
    const { page } = this.workbench;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await this.workbench.runCommand('Notifications: Clear All Notifications');
  }

  get workbench(): Workbench {
    return this.vscode.workbench;
  }

  get quickInput(): QuickInput {
    return this.workbench.quickInput;
  }

  /** Runs a command of ours from the palette, once the box of the command before has faded away. */
  async use(id: CommandId): Promise<void> {
    const title = this.commands.find(({ command }) => command === id)?.title ?? id;
    await this.quickInput.locator.waitFor({ state: 'hidden' });
    await this.workbench.runCommand(`Partner Console: ${title}`);
  }

  inWorkspace(name: string): string {
    return join(this.vscode.folder, 'my portal', name);
  }

  /** Changes a setting, which a window heeds from its next start on. */
  async set(setting: string, value: unknown): Promise<void> {
    const file = join(this.vscode.folder, 'user-data', 'User', 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...settings, [setting]: value }));
  }

  /** Waits until a connection to the emulator is in use. */
  async inUse(name: string): Promise<void> {
    await this.workbench.statusBarItem(name).waitFor();
    await this.workbench.row(CUSTOMER).waitFor();
  }

  /** Keeps what an action copies that must be no secret. */
  async copiesHarmlessly(action: () => Promise<void>): Promise<void> {
    this.sightings.note('clipboard', await this.workbench.copiedBy(action));
  }

  /** The token of a member of the first customer. */
  tokenOf(name: string): string {
    return this.emulator.state.tokenOf(this.#member(name)._id).key;
  }

  /** The button for the type of a member of the first customer. */
  typeOf(name: string): RegExp {
    const { state } = this.emulator;
    const type = state.tokenTypeOf(state.customers[0]?._id ?? '', this.#member(name));
    return type === 'AGENT' ? /^Agent/ : /^Custom user/;
  }

  replaceTokenOf(name: string): void {
    this.#replacedTokens.push(this.tokenOf(name));
    this.emulator.state.replaceToken(this.#member(name)._id);
  }

  /** The token that stands in a file of the user's, of a member whom nothing else here comes near. */
  leakedToken(file: LeakingFile): string {
    const { state } = this.emulator;
    const member = state.teamOf(state.customers[1]?._id ?? '')[LEAKING_FILES.indexOf(file)];
    return state.tokenOf(member?._id ?? assert.fail('The team is too small.')).key;
  }

  /** Every secret there is, and what it is called when it is found. */
  secrets(): readonly (readonly [name: string, value: string])[] {
    const { state } = this.emulator;
    const ids = state.customers.flatMap(({ _id }) => [_id, ...state.teamOf(_id).map((member) => member._id)]);
    return [
      ...Object.entries(this.keys).map(([name, value]) => [`the key “${name}”`, value] as const),
      ['the typed password', this.typedPassword],
      ['the generated password', this.generatedPassword],
      ...this.#replacedTokens.map((value) => ['a token that was replaced', value] as const),
      ...ids.map((id) => [`the token of ${id}`, state.tokenOf(id).key] as const),
    ];
  }

  #member(name: string) {
    const { state } = this.emulator;
    const team = state.teamOf(state.customers[0]?._id ?? '');
    return team.find((each) => each.name === name) ?? assert.fail(`The seed has no ${name}.`);
  }

  /** A folder that is not searched. */
  get outside(): string {
    return `${this.sightings.folder}-outside`;
  }

  async #prepare(): Promise<void> {
    const manifest = JSON.parse(manifestText()) as {
      readonly contributes: { readonly commands: readonly ContributedCommand[] };
    };
    this.commands = manifest.contributes.commands;
    await this.sightings.begin();
    await mkdir(this.outside, { recursive: true });
    const { url } = this.emulator;
    this.settings[Setting.credentialCommands] = {
      [`${url} Stored`]: await this.#credentialCommand('stored', this.keys.agency, 0),
      [`${url} Broken`]: await this.#credentialCommand('broken', this.keys.printed, 3),
    };
  }

  /** A program that notes how it was called, prints a key on both streams and ends with a code. */
  async #credentialCommand(name: string, key: string, code: number): Promise<readonly string[]> {
    const program = join(this.outside, `${name}.mjs`);
    const secret = join(this.outside, `${name}.key`);
    const notes = join(this.sightings.folder, 'credentialCommand.txt');
    await writeFile(secret, key);
    await writeFile(
      program,
      `import { appendFileSync, readFileSync } from 'node:fs';
      appendFileSync(${JSON.stringify(notes)}, JSON.stringify([process.argv, process.env]));
      const key = readFileSync(${JSON.stringify(secret)}, 'utf8') + '\\n';
      process.stdout.write(key, () => process.stderr.write(key, () => process.exit(${code})));`,
    );
    return [process.execPath, program];
  }
}
