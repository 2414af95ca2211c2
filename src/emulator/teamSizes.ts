import { PLACES } from './businesses.ts';
import { randomFor } from './random.ts';

/** How many members each customer's team has: a few fixed ones, the rest uneven, `members` in all. */
export function teamSizes(seed: string, customers: number, members: number): number[] {
  const sizes = new Array<number>(customers).fill(0);
  const fixed = new Map<number, number>([
    [PLACES.typical, Math.round(members * 0.03)],
    [PLACES.large, Math.round(members * 0.26)],
    [PLACES.empty, 0],
    [PLACES.single, Math.min(1, members)],
  ]);
  const random = randomFor(seed, 'team sizes');
  // Cubed: many small teams, some of middle size.
  const weights = sizes.map((_, place) => (fixed.has(place) ? 0 : 0.05 + random() ** 3));
  const weightOfAll = weights.reduce((sum, weight) => sum + weight, 0);
  let left = members;
  const give = (place: number, size: number) => {
    const given = Math.min(size, left);
    sizes[place] = (sizes[place] ?? 0) + given;
    left -= given;
  };
  for (const [place, size] of fixed) if (place < customers) give(place, size);
  const shared = left;
  weights.forEach((weight, place) => {
    if (weight > 0) give(place, Math.floor((shared * weight) / weightOfAll));
  });
  // What rounding left over, one each; with so few customers that all are fixed, the first takes the rest.
  weights.forEach((weight, place) => {
    if (weight > 0) give(place, 1);
  });
  if (customers > 0) give(PLACES.typical, left);
  return sizes;
}
