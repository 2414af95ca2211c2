import { literalAround, type Literal } from './literal.ts';

/** How a language names an environment variable: as an expression of its own, or as text that is filled in. */
interface Style {
  readonly expression?: (name: string) => string;
  /** What joins two strings; where there is nothing, a reference within a string is written as text. */
  readonly joint?: string;
  /** What is harmless in every string and comment, and filled in where the language does that. */
  readonly text: (name: string) => string;
  /** Whether text within single quotes stays as it is, so that those have to become double ones. */
  readonly singleQuotesKeep?: boolean;
  /** Strings of these quotes are filled in, so they need not be taken apart. */
  readonly filledIn?: string;
  /** What may stand before a string's quote and is part of it; with `takesNone` no expression can replace it. */
  readonly prefix?: { readonly all: RegExp; readonly takesNone?: RegExp };
  /** Where only a constant may stand. */
  readonly constant?: RegExp;
  /** Whether `name="…"` may be an attribute, where an expression needs braces. */
  readonly hasMarkup?: boolean;
  /** Whether strings that follow each other are one, so that the line does not tell what is around a string. */
  readonly joinsNeighbours?: boolean;
}

const script: Style = {
  expression: (name) => `process.env.${name}`,
  joint: '+',
  text: (name) => `\${process.env.${name}}`,
  filledIn: '`',
  constant: /^\s*(?:export\s+)?(?:declare\s+)?(?:type|interface|enum|import)\b/,
};
const markup: Style = { ...script, hasMarkup: true };
const shell: Style = { text: (name) => `\${${name}}`, singleQuotesKeep: true };
const jvm: Style = {
  expression: (name) => `System.getenv("${name}")`,
  joint: '+',
  text: (name) => `$${name}`,
  constant: /@\w|\bconst\b/,
};
/** For strings that are not filled in, or some of them, with what is in braces: so there must be none. */
const plain = (name: string): string => `$${name}`;

const STYLES: Readonly<Record<string, Style>> = {
  javascript: markup,
  javascriptreact: markup,
  typescript: script,
  typescriptreact: markup,
  python: {
    expression: (name) => `os.environ["${name}"]`,
    joint: '+',
    text: plain,
    prefix: { all: /(?<!\w)[rbfu]{1,2}$/i, takesNone: /b/i },
    joinsNeighbours: true,
  },
  ruby: {
    expression: (name) => `ENV.fetch("${name}")`,
    joint: '+',
    text: plain,
    joinsNeighbours: true,
  },
  php: { expression: (name) => `getenv("${name}")`, joint: '.', text: plain, constant: /\bconst\b|#\[/ },
  go: { expression: (name) => `os.Getenv("${name}")`, joint: '+', text: plain, constant: /\bconst\b/ },
  java: jvm,
  kotlin: { ...jvm, text: (name) => `\${System.getenv("${name}")}` },
  groovy: { ...jvm, text: (name) => `\${System.getenv('${name}')}` },
  csharp: {
    expression: (name) => `Environment.GetEnvironmentVariable("${name}")`,
    joint: '+',
    text: plain,
    prefix: { all: /[$@]{1,2}$/ },
    constant: /\bconst\b|^\s*\[/,
  },
  // Neither macros nor constants take what reads a variable, and macros fill in what is in braces.
  rust: { text: plain },
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
  const { expression, text } = STYLES[languageId] ?? OTHER;
  return (expression ?? text)(name);
}

/** What to put in the place of a part of a line. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Has a reference take the place of a value in a line of code, with what that asks of the quotes around it. Where one
 * line does not tell whether an expression may stand there, the reference is text, which leaves the code whole.
 */
export function replaceByReference(
  languageId: string,
  line: string,
  { start, end }: { readonly start: number; readonly end: number },
  name: string,
): Replacement {
  const style = STYLES[languageId] ?? OTHER;
  const literal = literalAround(line, start, end, style.prefix?.all);
  if (!literal) {
    // A value that code has without quotes is in a comment, or in a string that began in an earlier line.
    const isInText = start < end && !style.filledIn;
    return { start, end, text: isInText ? style.text(name) : referenceIn(languageId, name) };
  }
  if (style.singleQuotesKeep && literal.quote === "'")
    return outOfSingleQuotes(literal, start, end, style, name);
  const expression = style.expression && expressionFor(style, literal, line, { start, end }, name);
  return expression === undefined
    ? { start, end, text: style.text(name) }
    : { start: literal.start, end: literal.end, text: expression };
}

/** What can replace a whole string; undefined where it is better to leave the string one. */
function expressionFor(
  style: Style,
  { quote, prefix, start, end, isTriple, isClosed }: Literal,
  line: string,
  value: { readonly start: number; readonly end: number },
  name: string,
): string | undefined {
  const { expression, joint = '+', filledIn, prefix: prefixes, constant, hasMarkup, joinsNeighbours } = style;
  const [before, after] = [line.slice(0, start), line.slice(end)];
  if (!expression || isTriple || !isClosed || prefixes?.takesNone?.test(prefix)) return undefined;
  if (constant?.test(before)) return undefined;
  const opening = prefix + quote;
  const head = line.slice(start, value.start);
  const tail = line.slice(value.end, end);
  const isWhole = head === opening && tail === quote;
  if (quote === filledIn && !isWhole) return undefined;
  const joined = [
    ...(head === opening ? [] : [head + quote]),
    expression(name),
    ...(tail === quote ? [] : [opening + tail]),
  ].join(` ${joint} `);
  if (hasMarkup && /[\w:-]=$/.test(before))
    return /<[A-Za-z][\w.:-]*(?:\s[^<>]*)?\s[\w:-]+=$/.test(before) ? `{${joined}}` : undefined;
  const takesExpression = before.trim() === '' ? !joinsNeighbours : TAKES.test(before);
  const mayGoOn = joinsNeighbours && /[([,]\s*$/.test(before) && after.trim() === '';
  if (!takesExpression || mayGoOn) return undefined;
  if (ENDS.test(after)) return joined;
  return /^\.\w/.test(after) ? (isWhole ? joined : `(${joined})`) : undefined;
}

/** What an expression may follow, and be followed by, whatever it is. */
const TAKES = /(?:[=([,{:+?]|=>|&&|\|\||\b(?:return|yield|echo|print|puts|await))\s*$|[\w)\]"']\s*\.\s*$/;
const ENDS = /^\s*(?:$|[,;)\]}+]|&&|\|\||\/\/|\/\*|#|\.\s)/;

function outOfSingleQuotes(
  literal: Literal,
  start: number,
  end: number,
  style: Style,
  name: string,
): Replacement {
  const text = style.text(name);
  return literal.start === start - 1 && literal.isClosed && literal.end === end + 1
    ? { start: start - 1, end: end + 1, text: `"${text}"` }
    : { start, end, text: `'"${text}"'` };
}
