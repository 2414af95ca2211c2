import { isApiError } from '../api/errors.ts';
import { takeIn, type Page } from '../api/pages.ts';

/**
 * A page of a list, or undefined where there is none of that number. What comes past the end is UNKNOWN: nothing, a
 * refusal, or the last page again, which only the page before tells from a real one.
 */
export async function existingPage<T extends { readonly id: string }>(
  read: (page: number) => Promise<Page<T>>,
  page: number,
): Promise<Page<T> | undefined> {
  if (page === 1) return read(1);
  try {
    const [found, before] = await Promise.all([read(page), read(page - 1)]);
    const { fresh } = takeIn(new Set(before.items.map(({ id }) => id)), found);
    return fresh.length > 0 ? found : undefined;
  } catch (error) {
    if (!isApiError(error) || error.kind !== 'rejected') throw error;
    // Where the first page is refused as well, it is not for the number.
    await read(1);
    return undefined;
  }
}
