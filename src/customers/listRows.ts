import type { ConnectionState } from '../connections/activeConnection.ts';
import type { Description } from '../platform/describeError.ts';
import { arranged, isArranged, type Arrangement } from './arrangement.ts';
import type { PagedList } from './pagedList.ts';
import type { CustomerRow, MemberRow, Row, WaitingRow } from './rows.ts';

/** The list of customers, or of a customer's team. */
export type CustomersList = PagedList<CustomerRow, Description>;
export type MembersList = PagedList<MemberRow, Description>;

export type AnyList = CustomersList | MembersList;

/** States in which a view that could not be filled shows a welcome text, as one without customers does; see `viewsWelcome` in the manifest. */
export const WELCOMED: readonly ConnectionState[] = [
  'keyRejected',
  'keyMissing',
  'forbidden',
  'rateLimited',
  'unreachable',
  'untrusted',
  'proxyFailed',
];

interface ListView {
  readonly parent: CustomerRow | undefined;
  readonly list: AnyList;
  readonly arrangement: Arrangement;
  /** Ids in the order in which they are pinned. */
  readonly favourites: readonly string[];
  /** A favourite that another page had, where one page shows at a time. */
  readonly elsewhere: (id: string) => CustomerRow | MemberRow | undefined;
  /** Whether the whole list was looked through for favourites. */
  readonly searched: boolean;
  /** What the server was asked to search the team for; empty for nothing. */
  readonly searchText: string;
  readonly waiting: WaitingRow | undefined;
}

/** The rows of a list: what to know of it, the favourites, the others, and how it goes on. */
export function listRows({ parent, list, arrangement, searchText, waiting, ...view }: ListView): Row[] {
  const { complete, paging, state, renewing } = list;
  const loaded = list.items.length;
  const items: readonly (CustomerRow | MemberRow)[] = list.items;
  const known = new Map(view.favourites.length === 0 ? [] : items.map((row) => [row.id, row]));
  const pins = view.favourites.map((id) => known.get(id) ?? view.elsewhere(id));
  const pinned = new Set(pins);
  const rows = arranged(
    [...pins.filter((row) => row !== undefined), ...items.filter((row) => !pinned.has(row))],
    arrangement,
    about,
  );

  const note = { parent, loaded, paging, renewing, searchText };
  const above: Row[] = [];
  if (paging === 'pages' && loaded > 0) above.push({ kind: 'page', parent, ...list.place });
  if (parent && searchText !== '')
    above.push({ kind: 'filter', parent, searchText, found: loaded, complete });
  if (isArranged(arrangement) && loaded > 0) {
    const of = { loaded: Math.max(loaded, rows.length), complete: complete && paging === 'loadMore' };
    above.push({ kind: 'shown', parent, arrangement, shown: rows.length, ...of });
  }
  const missing = view.favourites.filter((_, place) => pins[place] === undefined);
  if (missing.length > 0 && loaded > 0 && searchText === '')
    above.push({
      kind: 'missing',
      parent,
      ids: missing,
      complete: (complete && paging === 'loadMore') || view.searched,
    });

  const standing = ((): Row | undefined => {
    if (state === 'loading') return waiting ?? { ...note, kind: 'loading' };
    if (state === 'failed') return { ...note, kind: 'failed', error: list.error, failure: list.failure };
    if (state === 'stopped') return { ...note, kind: 'stopped' };
    if (loaded === 0) return { ...note, kind: 'empty' };
    return complete ? undefined : { ...note, kind: 'more' };
  })();
  const first = pinnedFirst(rows, pinned);
  if (!standing) return [...above, ...first];
  // Where what is loaded is read anew, nobody looks at its end; but what is over at once must not move all rows.
  return renewing && standing.kind !== 'loading'
    ? [...above, standing, ...first]
    : [...above, ...first, standing];
}

/** Favourites stay on top in whatever order. */
function pinnedFirst<T>(rows: readonly T[], pinned: ReadonlySet<T | undefined>): T[] {
  return [...rows.filter((row) => pinned.has(row)), ...rows.filter((row) => !pinned.has(row))];
}

function about(row: CustomerRow | MemberRow) {
  return row.kind === 'member' ? row.member : row.customer;
}
