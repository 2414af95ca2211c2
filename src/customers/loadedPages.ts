import { takeIn, type Page } from '../api/pages.ts';

/** What a list has of its pages. */
export interface Loaded<T> {
  readonly items: readonly T[];
  /** The last page that items are from; 0 before anything was read. */
  readonly last: number;
  readonly complete: boolean;
}

export const NOTHING = { items: [], last: 0, complete: false } as const;

/** What is loaded with one page more, as far as its items are new; {@link takeIn} says where a list ends. */
export function extended<T extends { readonly id: string }>(
  { items }: Pick<Loaded<T>, 'items'>,
  page: number,
  found: Page<T>,
): Loaded<T> {
  const { fresh, complete } = takeIn(new Set(items.map(({ id }) => id)), found);
  return { items: [...items, ...fresh], last: page, complete };
}
