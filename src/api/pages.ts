/** One page of a list, as the server gave it. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many items the whole list has, where the answer says so. */
  readonly total: number | undefined;
}

/** Pages beyond which a list counts as endless: a server that makes up new ids for ever is not asked for ever. */
const MOST_PAGES = 100_000;

/**
 * Takes the items of a page that are not in `seen`, and adds their ids to it. Page size, totals and what comes past
 * the end are UNKNOWN, so a list ends with a page that brings nothing new, or with the total where there is one.
 */
export function takeIn<T extends { readonly id: string }>(
  seen: Set<string>,
  { items, total }: Page<T>,
): { fresh: readonly T[]; complete: boolean } {
  const fresh = items.filter(({ id }) => seen.size < seen.add(id).size);
  return { fresh, complete: fresh.length === 0 || seen.size === total };
}

/** The pages of a list, each without what came before; see {@link takeIn} for where it ends. */
export async function* pagesOf<T extends { readonly id: string }>(
  readPage: (page: number) => Promise<Page<T>>,
): AsyncGenerator<readonly T[], void, undefined> {
  const seen = new Set<string>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { fresh, complete } = takeIn(seen, await readPage(page));
    if (fresh.length > 0) yield fresh;
    if (complete) return;
  }
  throw new RangeError(`a list of more than ${MOST_PAGES} pages`);
}
