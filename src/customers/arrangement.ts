import type { Memento } from 'vscode';
import { Emitter } from '../base/event.ts';
import { fold } from './fold.ts';

/** The two kinds of list, each of which has an order and a filter of its own. */
export type ListKind = 'customers' | 'members';

/** `server`: as it gave them. Times count from the latest. */
export const SORTS = {
  customers: ['server', 'name', 'created', 'lastLogin'],
  members: ['server', 'name', 'created'],
} as const;
export type Sort = (typeof SORTS)['customers'][number];

/** In which order rows show, and which of them. Both concern what is loaded: the service offers neither. */
export interface Arrangement {
  readonly sort: Sort;
  /** A word of the server, such as `ACTIVE`; undefined for all. */
  readonly status: string | undefined;
  /** Part of a name or e-mail address; empty for all. */
  readonly text: string;
}

/** What rows are ordered and chosen by. */
interface Arrangeable {
  readonly name: string;
  readonly email: string | undefined;
  readonly status: string | undefined;
  readonly createdAt: string | undefined;
  readonly lastLogin?: string | undefined;
}

const AS_GIVEN: Arrangement = { sort: 'server', status: undefined, text: '' };
const ROW = 'arrangement';

/** How lists are arranged, remembered for this workspace; but for the text, which is of this window only. */
export class Arrangements {
  readonly #memento: Memento;
  readonly #changed = new Emitter<ListKind>();
  readonly #now: Record<ListKind, Arrangement>;

  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
    const stored = memento.get<Record<ListKind, unknown> | undefined>(ROW);
    this.#now = { customers: read('customers', stored), members: read('members', stored) };
  }

  of(kind: ListKind): Arrangement {
    return this.#now[kind];
  }

  async set(kind: ListKind, change: Partial<Arrangement>): Promise<void> {
    this.#now[kind] = { ...this.#now[kind], ...change };
    this.#changed.fire(kind);
    const { customers, members } = this.#now;
    await this.#memento.update(ROW, { customers: kept(customers), members: kept(members) });
  }

  reset(kind: ListKind): Promise<void> {
    return this.set(kind, AS_GIVEN);
  }

  /** Takes the filter of a list away where it hides somebody; false where it does not. The order stays. */
  async unhide(kind: ListKind, about: Arrangeable): Promise<boolean> {
    if (arranged([about], this.of(kind), () => about).length > 0) return false;
    const { status, text } = AS_GIVEN;
    await this.set(kind, { status, text });
    return true;
  }
}

export function isArranged({ sort, status, text }: Arrangement): boolean {
  return sort !== 'server' || status !== undefined || text !== '';
}

/** Rows in their order, without those that are filtered out. */
export function arranged<T>(
  rows: readonly T[],
  { sort, status, text }: Arrangement,
  about: (row: T) => Arrangeable,
): readonly T[] {
  const part = fold(text);
  const chosen =
    status === undefined && part === ''
      ? rows
      : rows.filter((row) => {
          const { name, email = '', status: word } = about(row);
          // No word counts as active, as everywhere.
          const fits = status === undefined || (word ?? 'ACTIVE') === status;
          return fits && fold(`${name} ${email}`).includes(part);
        });
  if (sort === 'server') return chosen;
  if (sort === 'name') {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    return chosen.toSorted((a, b) => compare(about(a).name, about(b).name));
  }
  const at = (row: T): string => about(row)[sort === 'created' ? 'createdAt' : 'lastLogin'] ?? '';
  // ISO 8601 in UTC sorts as text; what has no such time comes last.
  return chosen.toSorted((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : 0));
}

/** Another version may have written it: what is not understood is as if it had not been said. */
function read(kind: ListKind, stored: Record<ListKind, unknown> | undefined): Arrangement {
  const { sort, status } = (stored?.[kind] ?? {}) as { sort?: unknown; status?: unknown };
  return {
    ...AS_GIVEN,
    sort: SORTS[kind].find((known) => known === sort) ?? 'server',
    status: typeof status === 'string' ? status : undefined,
  };
}

function kept({ sort, status }: Arrangement): object {
  return { sort, status };
}
