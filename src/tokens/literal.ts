/** A string in a line of code, with its quotes. */
export interface Literal {
  /** Where it begins, with its prefix. */
  readonly start: number;
  /** Behind its closing quote; the end of the line where it has none there. */
  readonly end: number;
  readonly quote: string;
  /** What stands before the quote and belongs to it, such as `f` in Python. */
  readonly prefix: string;
  /** Whether its quotes are three in a row, so that it may have several lines. */
  readonly isTriple: boolean;
  readonly isClosed: boolean;
}

/** The string that a part of a line stands in, as far as that line alone tells. */
export function literalAround(
  line: string,
  start: number,
  end: number,
  prefixes?: RegExp,
): Literal | undefined {
  const open = openQuote(line.slice(0, start));
  if (open === undefined) return undefined;
  const quote = line.charAt(open);
  const close = closing(line, end, quote);
  const prefix = prefixes?.exec(line.slice(0, open))?.[0] ?? '';
  return {
    start: open - prefix.length,
    end: close === undefined ? line.length : close + 1,
    quote,
    prefix,
    isTriple: line.slice(open - 2, open) === quote + quote,
    isClosed: close !== undefined,
  };
}

/** Where the string begins that a line's part ends in. */
function openQuote(part: string): number | undefined {
  let open: number | undefined;
  for (let index = 0; index < part.length; index += 1) {
    const character = part.charAt(index);
    if (character === '\\') index += 1;
    else if (open !== undefined) open = character === part.charAt(open) ? undefined : open;
    else if (character === '"' || character === "'" || character === '`') open = index;
  }
  return open;
}

function closing(line: string, from: number, quote: string): number | undefined {
  for (let index = from; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === '\\') index += 1;
    else if (character === quote) return index;
  }
  return undefined;
}
