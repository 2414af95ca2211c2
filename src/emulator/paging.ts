import { Refusal } from './answer.ts';
import type { EmulatorSettings } from './settings.ts';

/**
 * The rows of the page a query asks for. Pages count from 1 [DOC]; past the end come no rows, and a page that is no
 * such number gives 400: our choices, UNKNOWN.
 */
export function pageOf<T>(
  rows: readonly T[],
  query: URLSearchParams,
  settings: EmulatorSettings,
): readonly T[] {
  if (query.get('ispagination') === 'false' && settings.withoutPagination === 'all') return rows;
  const page = query.get('page') ?? '1';
  if (!/^[1-9]\d{0,8}$/.test(page)) throw new Refusal(400, 'page must be an integer from 1');
  const start = (Number(page) - 1) * settings.pageSize;
  return rows.slice(start, start + settings.pageSize);
}

/**
 * Sorts by an attribute, `createdAt` unless told [DOC]. Ascending, and descending with a `-` in front: our choice,
 * UNKNOWN. An attribute that no row has leaves the order alone.
 */
export function sorted<T extends object>(rows: readonly T[], sort: string | null): readonly T[] {
  const wanted = sort === null || sort === '' ? 'createdAt' : sort;
  const attribute = wanted.replace(/^-/, '');
  const direction = wanted.startsWith('-') ? -1 : 1;
  const valueOf = (row: T) => {
    const value: unknown = Object.getOwnPropertyDescriptor(row, attribute)?.value;
    return typeof value === 'string' ? value : '';
  };
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return rows.toSorted((a, b) => direction * compare(valueOf(a), valueOf(b)));
}
