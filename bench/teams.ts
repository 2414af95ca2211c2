/** How many members a team of the tree benchmark has. */
export const SIZES = [20, 100, 1000] as const;
export type Size = (typeof SIZES)[number];

/** How many teams there are of each size: each is expanded once in a window, as one that was never read. */
export const TEAMS = 3;

export function teamName(size: number, nth: number): string {
  return `Team ${nth + 1} of ${size}`;
}
