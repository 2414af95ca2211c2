import { parseArgs } from 'node:util';
import { FAULTS, isFaultName, type FaultName } from './faults.ts';
import type { EmulatorOptions } from './server.ts';
import { CHOICES, DEFAULT_SETTINGS, type EmulatorSettings } from './settings.ts';

/** How the emulator was asked to run. */
export interface CommandLine {
  readonly options: EmulatorOptions;
  /** Taken in turns. */
  readonly faults: readonly FaultName[];
  /** The share of calls that go wrong. */
  readonly faultRate: number;
}

type ChoiceName = keyof typeof CHOICES;

const choiceNames = Object.keys(CHOICES) as ChoiceName[];
const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const row = (left: string, right: string) => `  ${left.padEnd(33)}${right}`;
const rows = (table: Readonly<Record<string, string>>) =>
  Object.entries(table)
    .map(([left, right]) => row(left, right))
    .join('\n');

export const USAGE = `Runs an emulator of the Partner API over made-up customers, on 127.0.0.1 only.

${rows({
  '--port N': 'TCP port (a free one)',
  '--key KEY': 'the partner key to accept (a random one)',
  '--customers N': 'how many customers (64)',
  '--members N': 'how many team members in all (1600)',
  '--seed WORD': 'another word makes other people, ids and tokens (sample)',
  '--delay MS': 'how long every answer waits (0)',
  '--help': 'this text',
})}

What nobody has documented, the usual first; src/emulator/README.md says what each means:

${rows({
  '--page-size N': String(DEFAULT_SETTINGS.pageSize),
  ...Object.fromEntries(choiceNames.map((name) => [`--${flagOf(name)}`, CHOICES[name].join(', ')])),
})}

What goes wrong, as often as it should; several take turns:

${rows({ '--fault NAME': 'one of those below; may be repeated', '--fault-rate R': 'the share of calls, from 0 to 1 (1)' })}

${rows(Object.fromEntries(Object.entries(FAULTS).map(([name, [about]]) => [`  ${name}`, about])))}`;

/** Reads the command line; `undefined` means that help is wanted. Throws with a sentence on a wrong option. */
export function read(args: readonly string[]): CommandLine | undefined {
  const text = { type: 'string' } as const;
  const names = ['port', 'key', 'seed', 'delay', 'customers', 'members', 'page-size', 'fault-rate'];
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries([...names, ...choiceNames.map(flagOf)].map((name) => [name, text])),
      fault: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const given = values as Readonly<Record<string, unknown>>;
  const { key, seed } = given as Readonly<Record<string, string | undefined>>;
  const integer = (name: string, least: number) => numberOf(given, name, /^\d+$/, [least]);
  const settings: Partial<Record<keyof EmulatorSettings, unknown>> = {
    pageSize: integer('page-size', 1),
    delayMs: integer('delay', 0),
    ...Object.fromEntries(choiceNames.map((name) => [name, chosen(given, name)])),
  };
  const wrong = values.fault.find((name) => !isFaultName(name));
  if (wrong !== undefined) throw new Error(`There is no fault ${wrong}.`);
  return {
    options: {
      port: integer('port', 0) ?? 0,
      customers: integer('customers', 0),
      members: integer('members', 0),
      seed,
      ...(key !== undefined && { partnerKey: key }),
      // What was not said keeps its default.
      ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    },
    faults: values.fault.filter(isFaultName),
    faultRate: numberOf(given, 'fault-rate', /^\d*\.?\d+$/, [0, 1]) ?? 1,
  };
}

function numberOf(
  given: Readonly<Record<string, unknown>>,
  name: string,
  form: RegExp,
  [least, most]: readonly [least: number, most?: number],
): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const number = typeof text === 'string' && form.test(text) ? Number(text) : NaN;
  if (number >= least && number <= (most ?? Infinity)) return number;
  throw new Error(`--${name} takes a number from ${least}${most === undefined ? '' : ` to ${most}`}.`);
}

function chosen(given: Readonly<Record<string, unknown>>, name: ChoiceName): unknown {
  const flag = flagOf(name);
  const text = given[flag];
  if (text === undefined) return undefined;
  const choice = CHOICES[name].find((value) => String(value) === text);
  if (choice === undefined) throw new Error(`--${flag} takes one of ${CHOICES[name].join(', ')}.`);
  return choice;
}
