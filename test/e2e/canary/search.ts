import { basename, relative } from 'node:path';
import { search } from '../../support/diskSearch.ts';
import { MEMBER } from '../fixture.ts';
import { LEAKING_FILES, type Canary } from './canary.ts';

export interface Found {
  /** Which kind of leak it is. */
  readonly kind: string;
  readonly place: string;
  /** What was found. */
  readonly name: string;
  /** How it was written. */
  readonly encoding: string;
  /** Why it may stand there; undefined for a leak. */
  readonly allowed: string | undefined;
}

/** Where a secret may stand, which one, and why. */
const ALLOWED: readonly (readonly [
  place: RegExp,
  secrets: (canary: Canary) => readonly string[],
  why: string,
])[] = [
  [
    /^my portal\/save\.ts$/,
    (canary) => [canary.leakedToken('save.ts')],
    'the user wrote it there, and had it saved as well',
  ],
  [
    /^my portal\/ignore\.ts$/,
    (canary) => [canary.leakedToken('ignore.ts')],
    'the user wrote it there, to be ignored',
  ],
  [
    /^user-data\/User\/History\/[^/]+\/[^/]+\.ts$/,
    (canary) => [canary.leakedToken('ignore.ts')],
    'VS Code keeps a copy of each file that the user saves',
  ],
  [
    /^seen\/(editor|window)\.txt$/,
    (canary) => LEAKING_FILES.map((file) => canary.leakedToken(file)),
    'the user opened the file: it is shown, and read out to who cannot see',
  ],
  [
    /^my portal\/\.env$/,
    (canary) => [canary.leakedToken('move.ts'), canary.tokenOf(MEMBER)],
    'the user had it moved or written there',
  ],
  [/^seen\/question\.txt$/, (canary) => [canary.generatedPassword], 'the user had it shown'],
];

/** Kinds of places, the first that fits counts. */
const KINDS: readonly (readonly [place: RegExp, kind: string])[] = [
  [/^my portal\//, 'workspace'],
  // Where VS Code keeps the lines of a channel that is no log.
  [/\/output_logging_/, 'output panel'],
  [/^seen\/panel/, 'output panel'],
  [/^seen\/storage/, 'storage'],
  [/^user-data\/(browser|User\/(globalStorage|workspaceStorage))\//, 'storage'],
  [/\/logs\/|\.log$/, 'log'],
  [/^user-data\//, 'user data'],
  [/^seen\/notification/, 'notification'],
  [/^seen\/diagnostic/, 'diagnostic'],
  [/^seen\/arguments/, 'process argument'],
  [/^seen\/environment/, 'process environment'],
  [/^seen\/clipboard/, 'clipboard'],
  [/^seen\//, 'page text'],
];

/** Why secrets may stand where they do. */
export const REASONS = ALLOWED.map(([, , why]) => why);

/** Each place where a secret stands, and which. */
export function found(canary: Canary, secrets = canary.secrets()): Found[] {
  const values = secrets.map(([, value]) => value);
  const { folder } = canary.vscode;
  return [folder, canary.sightings.folder].flatMap((each) =>
    search(each, values).map(({ file, secret, encoding }) => {
      const place = each === folder ? relative(each, file) : `seen/${basename(file)}`;
      const [name = '', value = ''] = secrets[secret] ?? [];
      const fits = ALLOWED.find(([where, which]) => where.test(place) && which(canary).includes(value));
      const kind = KINDS.find(([where]) => where.test(place))?.[1] ?? 'elsewhere';
      return { kind, place, name, encoding, allowed: fits?.[2] };
    }),
  );
}

export function leaks(canary: Canary, secrets = canary.secrets()): Found[] {
  return found(canary, secrets).filter(({ allowed }) => allowed === undefined);
}
