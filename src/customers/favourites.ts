import type { Memento } from 'vscode';
import { Emitter } from '../base/event.ts';
import type { CustomerRow, MemberRow } from './rows.ts';

const ROWS = 'favourites';

/** A customer, or with `memberId` a member of that customer's team: ids only. */
interface Favourite {
  readonly connectionId: string;
  readonly customerId: string;
  readonly memberId?: string | undefined;
}

/** What tells a row among favourites. */
export function favouriteOf({ connectionId, id, ...row }: CustomerRow | MemberRow): Favourite {
  if (row.kind === 'customer') return { connectionId, customerId: id };
  return { connectionId, customerId: row.customer.id, memberId: id };
}

/** Customers and members that the user wants on top of their list. */
export class Favourites {
  readonly #memento: Memento;
  readonly #changed = new Emitter<Favourite>();
  #read: { stored: unknown; rows: readonly Favourite[] } = { stored: undefined, rows: [] };

  /** Fires with one of those that changed. */
  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  has(favourite: Favourite): boolean {
    return this.#rows().some((row) => same(row, favourite));
  }

  /** The ids of a connection's favourite customers, or of a customer's favourite members, the oldest first. */
  ids(connectionId: string, customerId?: string): readonly string[] {
    return this.#rows().flatMap((row) => {
      if (row.connectionId !== connectionId) return [];
      if (customerId === undefined) return row.memberId === undefined ? [row.customerId] : [];
      return row.customerId === customerId && row.memberId !== undefined ? [row.memberId] : [];
    });
  }

  async add(favourite: Favourite): Promise<void> {
    if (!this.has(favourite)) await this.#write([...this.#rows(), favourite], favourite);
  }

  async remove(favourite: Favourite): Promise<void> {
    const rows = this.#rows().filter((row) => !same(row, favourite));
    await this.#write(rows, favourite);
  }

  /** For a connection that went away, or a customer of it, with its members. */
  async forget(connectionId: string, customerId?: string): Promise<void> {
    const [gone] = this.#rows().filter((row) => isOf(row, connectionId, customerId));
    if (!gone) return;
    const rows = this.#rows().filter((row) => !isOf(row, connectionId, customerId));
    await this.#write(rows, gone);
  }

  /** Asked for each row that the view draws, so validated once for each value the memento holds. */
  #rows(): readonly Favourite[] {
    const stored = this.#memento.get<unknown>(ROWS);
    if (stored !== this.#read.stored)
      this.#read = { stored, rows: Array.isArray(stored) ? stored.flatMap(favouriteIn) : [] };
    return this.#read.rows;
  }

  async #write(rows: readonly Favourite[], about: Favourite): Promise<void> {
    await this.#memento.update(ROWS, rows);
    this.#changed.fire(about);
  }
}

function isOf(row: Favourite, connectionId: string, customerId: string | undefined): boolean {
  return row.connectionId === connectionId && (customerId === undefined || row.customerId === customerId);
}

function same(one: Favourite, other: Favourite): boolean {
  return isOf(one, other.connectionId, other.customerId) && one.memberId === other.memberId;
}

/** What another version or a damaged memento holds is left out. */
function favouriteIn(stored: unknown): Favourite[] {
  if (typeof stored !== 'object' || stored === null) return [];
  const { connectionId, customerId, memberId } = stored as Record<string, unknown>;
  if (typeof connectionId !== 'string' || typeof customerId !== 'string') return [];
  if (memberId !== undefined && typeof memberId !== 'string') return [];
  return [{ connectionId, customerId, memberId }];
}
