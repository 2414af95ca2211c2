import { t } from '../base/l10n.ts';

/** What an environment variable may be called, so that every shell and every reader of a .env file takes it. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Says what is wrong with the name of an environment variable. */
export function problemWithName(name: string): string | undefined {
  return NAME.test(name)
    ? undefined
    : t('A name begins with a letter or _ and goes on with letters, digits and _.');
}

/** Values that every reader takes without quotes. */
const PLAIN = /^[A-Za-z0-9_./:+@%-]+$/;

/** What a variable is set to in the text of a .env file, each time it is set, without quotes. */
export function envValuesOf(text: string, name: string): string[] {
  return [...text.matchAll(assignmentOf(name))].map(({ 2: written = '' }) => unquoted(written));
}

/**
 * Sets a variable in the text of a .env file. Where it has a value, that is replaced in place, each time it is set;
 * else a line is added at the end. All other lines, comments and line ends stay as they are.
 */
export function setEnvValue(text: string, name: string, value: string): string {
  const assignment = assignmentOf(name);
  const written = quoted(value);
  if (assignment.test(text)) return text.replace(assignment, (_whole, before: string) => before + written);
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const separator = text === '' || text === '\uFEFF' || /[\r\n]$/.test(text) ? '' : lineEnd;
  return `${text}${separator}${name}=${written}${lineEnd}`;
}

/** Every place where a variable is set: what stands before its value, and the value with its quotes. */
function assignmentOf(name: string): RegExp {
  const end = String.raw`(?=[ \t]*(?:[ \t]#|[\r\n]|$(?![^])))`;
  const quotes = String.raw`"(?:\\[^]|[^"\\])*"|'[^']*'|${'`[^`]*`'}`;
  // A # that follows a blank begins a comment. A quote that is not closed before something else is part of the value.
  const bare = String.raw`(?:[^\r\n#]|(?<![ \t])#)*?`;
  return new RegExp(
    String.raw`^(\uFEFF?[ \t]*(?:export[ \t]+)?${name}[ \t]*=[ \t]*)((?:${quotes})${end}|${bare}${end})`,
    'gm',
  );
}

/** Within single quotes nothing is filled in; a value that has one itself goes into double ones. */
function quoted(value: string): string {
  if (PLAIN.test(value)) return value;
  return value.includes("'") ? `"${value.replaceAll(/["\\$`]/g, '\\$&')}"` : `'${value}'`;
}

function unquoted(written: string): string {
  if (/^"[^]*"$/.test(written)) return written.slice(1, -1).replaceAll(/\\(["\\$`])/g, '$1');
  return /^'[^']*'$|^`[^`]*`$/.test(written) ? written.slice(1, -1) : written;
}
