/** How a language names an environment variable: as an expression of its own, or as text that is filled in. */
interface Style {
  readonly expression?: (name: string) => string;
  /** What joins two strings; where there is nothing, a reference within a string is written as text. */
  readonly joint?: string;
  readonly text?: (name: string) => string;
  /** Whether text within single quotes stays as it is, so that those have to become double ones. */
  readonly singleQuotesKeep?: boolean;
}

const script: Style = {
  expression: (name) => `process.env.${name}`,
  joint: '+',
  text: (name) => `\${process.env.${name}}`,
};
const shell: Style = { text: (name) => `\${${name}}`, singleQuotesKeep: true };
const jvm: Style = { expression: (name) => `System.getenv("${name}")`, joint: '+' };

const STYLES: Readonly<Record<string, Style>> = {
  javascript: script,
  javascriptreact: script,
  typescript: script,
  typescriptreact: script,
  vue: script,
  svelte: script,
  python: { expression: (name) => `os.environ["${name}"]`, joint: '+' },
  ruby: { expression: (name) => `ENV.fetch("${name}")`, joint: '+' },
  php: { expression: (name) => `getenv("${name}")`, joint: '.' },
  go: { expression: (name) => `os.Getenv("${name}")`, joint: '+' },
  java: jvm,
  kotlin: jvm,
  groovy: jvm,
  csharp: { expression: (name) => `Environment.GetEnvironmentVariable("${name}")`, joint: '+' },
  shellscript: shell,
  powershell: { text: (name) => `\${env:${name}}`, singleQuotesKeep: true },
  bat: { text: (name) => `%${name}%` },
  // As VS Code's REST Client and others read a .http file.
  http: { text: (name) => `{{$processEnv ${name}}}` },
};

/** Most formats that have variables at all, and most people, read this one. */
const OTHER: Style = { text: (name) => `\${${name}}` };

/** A reference to an environment variable as a language writes it, to stand by itself. */
export function referenceIn(languageId: string, name: string): string {
  const style = STYLES[languageId] ?? OTHER;
  return style.expression?.(name) ?? textIn(style, name);
}

/** What to put in the place of a part of a line. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Has a reference take the place of a value in a line of code, with what that asks of the quotes around it. */
export function replaceByReference(
  languageId: string,
  line: string,
  value: { readonly start: number; readonly end: number },
  name: string,
): Replacement {
  const style = STYLES[languageId] ?? OTHER;
  const { start, end } = value;
  const quote = openQuote(line.slice(0, start));
  const opens = quote !== undefined && openQuote(line.slice(0, start - 1)) === undefined;
  const closes = quote !== undefined && line[end] === quote;
  if (quote === undefined) return { start, end, text: referenceIn(languageId, name) };
  const wholeString = opens && closes;
  if (style.expression && wholeString)
    return { start: start - 1, end: end + 1, text: style.expression(name) };
  if (style.expression && style.joint && quote !== '`') {
    const before = opens ? '' : `${quote} ${style.joint} `;
    const after = closes ? '' : ` ${style.joint} ${quote}`;
    const text = before + style.expression(name) + after;
    return { start: opens ? start - 1 : start, end: closes ? end + 1 : end, text };
  }
  const text = textIn(style, name);
  if (!style.singleQuotesKeep || quote !== "'") return { start, end, text };
  return wholeString
    ? { start: start - 1, end: end + 1, text: `"${text}"` }
    : { start, end, text: `'"${text}"'` };
}

function textIn(style: Style, name: string): string {
  return style.text?.(name) ?? OTHER.text?.(name) ?? name;
}

/** The quote of the string in which a line's part ends. */
function openQuote(part: string): string | undefined {
  let open: string | undefined;
  for (let index = 0; index < part.length; index += 1) {
    const character = part.charAt(index);
    if (character === '\\') index += 1;
    else if (open !== undefined) open = character === open ? undefined : open;
    else if (character === '"' || character === "'" || character === '`') open = character;
  }
  return open;
}
