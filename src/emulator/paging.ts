import { Refusal, type Page } from './answer.ts';
import type { EmulatorSettings } from './settings.ts';

/**
 * The page that a query asks for. Pages count from 1 [DOC]. That a page which is no such number gives 400, and that
 * the first page of an empty list is not past the end, are our choices: UNKNOWN.
 */
export function pageOf<T>(
  rows: readonly T[],
  query: URLSearchParams,
  { pageSize, pastTheEnd, withoutPagination }: EmulatorSettings,
): Page<T> {
  const total = rows.length;
  if (query.get('ispagination') === 'false' && withoutPagination === 'all') {
    return { rows, totals: { total, page: 1, limit: total, totalPages: 1 } };
  }
  const asked = query.get('page') ?? '1';
  if (!/^[1-9]\d{0,8}$/.test(asked)) throw new Refusal(400, 'page must be an integer from 1');
  const totalPages = Math.max(1, Math.ceil(total / pageSize));
  if (Number(asked) > totalPages && pastTheEnd === 'notFound')
    throw new Refusal(404, 'There is no such page');
  const page = pastTheEnd === 'lastPage' ? Math.min(Number(asked), totalPages) : Number(asked);
  const start = (page - 1) * pageSize;
  return { rows: rows.slice(start, start + pageSize), totals: { total, page, limit: pageSize, totalPages } };
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
