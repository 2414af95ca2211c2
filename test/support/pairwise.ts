/** Names of factors, with the values that each can take. */
export type Factors = Readonly<Record<string, readonly unknown[]>>;

/** One value of each factor. */
export type Row<F extends Factors> = { readonly [Name in keyof F]: F[Name][number] };

/**
 * Rows in which any two values of any two factors occur together at least once: most of what an interaction can break,
 * in a few rows instead of thousands. Greedy, so nearly as few as there can be, and the same at every run.
 */
export function pairwise<F extends Factors>(factors: F): Row<F>[] {
  const names = Object.keys(factors);
  const values = names.map((name) => factors[name] ?? []);
  const missing = new Set<string>();
  const pair = (a: number, av: number, b: number, bv: number): string =>
    a < b ? `${a}:${av}|${b}:${bv}` : `${b}:${bv}|${a}:${av}`;
  for (const [a, some] of values.entries()) {
    for (const [b, others] of values.entries()) {
      if (a >= b) continue;
      for (const av of some.keys()) for (const bv of others.keys()) missing.add(pair(a, av, b, bv));
    }
  }
  const rows: Row<F>[] = [];
  for (const [first] of iterateWhile(missing)) {
    const chosen = new Map<number, number>();
    for (const part of first.split('|')) {
      const [factor = 0, value = 0] = part.split(':').map(Number);
      chosen.set(factor, value);
    }
    for (const [factor, choices] of values.entries()) {
      if (chosen.has(factor)) continue;
      const gains = choices.map(
        (_, value) => [...chosen].filter(([f, v]) => missing.has(pair(factor, value, f, v))).length,
      );
      chosen.set(factor, gains.indexOf(Math.max(...gains)));
    }
    for (const [a, av] of chosen) for (const [b, bv] of chosen) missing.delete(pair(a, av, b, bv));
    rows.push(
      Object.fromEntries(
        names.map((name, factor) => [name, values[factor]?.[chosen.get(factor) ?? 0]]),
      ) as Row<F>,
    );
  }
  return rows;
}

/** The first element of what is left, until nothing is. */
function* iterateWhile(left: ReadonlySet<string>): Generator<[string]> {
  while (left.size > 0) {
    const { value } = left.values().next();
    if (value !== undefined) yield [value];
  }
}
