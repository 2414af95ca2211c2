/**
 * The one published shape of a token [DOC]: 229 letters and digits, `_`, 24 lower-case hex digits, `_c`. Two tokens of
 * customers had it. Whether those of agents and custom users have it, and what a partner key looks like, is UNKNOWN:
 * such are found only when they are saved here.
 */
const TAIL = /_[0-9a-f]{24}_c(?![A-Za-z0-9])/g;
const HEAD = /^[A-Za-z0-9]{229}$/;
const HEAD_LENGTH = 229;

/** A shorter text holds no token of that shape. */
export const SHAPE_LENGTH = HEAD_LENGTH + 27;

/** `xxxx…` in a manual is no token; one of 229 random hex digits has all 16 with near certainty. */
const FEWEST_CHARACTERS = 12;

/**
 * Where something of a token's shape stands. Looks for the rare tail first: matching the head from every character on
 * would take seconds in a long text without a break.
 */
export function findShapes(text: string): { readonly start: number; readonly end: number }[] {
  return Array.from(text.matchAll(TAIL), ({ index, 0: tail }) => ({
    start: index - HEAD_LENGTH,
    head: index,
    end: index + tail.length,
  }))
    .filter(({ start, head }) => start >= 0 && isHead(text.slice(start, head)))
    .map(({ start, end }) => ({ start, end }));
}

function isHead(text: string): boolean {
  return HEAD.test(text) && new Set(text).size >= FEWEST_CHARACTERS;
}
