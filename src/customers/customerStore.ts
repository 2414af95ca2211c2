import type { Customer } from '../api/customers.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection, ConnectionState } from '../connections/activeConnection.ts';
import type { Session } from '../connections/session.ts';
import { PagedList } from './pagedList.ts';
import type { CustomerRow, MemberRow, Row } from './rows.ts';

/** States in which a view that could not be filled shows a welcome text, as one without customers does; see `viewsWelcome` in the manifest. */
const WELCOMED: readonly ConnectionState[] = [
  'keyRejected',
  'keyMissing',
  'forbidden',
  'rateLimited',
  'unreachable',
  'untrusted',
  'proxyFailed',
];

interface Team {
  readonly members: PagedList<MemberRow>;
  readonly searchText: string;
}

/** The customers of the active connection and the teams that were opened. Starts anew with every session. */
export class CustomerStore implements Disposable {
  readonly #changed = new Emitter<CustomerRow | undefined>();
  readonly #subscription: Disposable;
  readonly #active: ActiveConnection;
  readonly #onFailure: (error: unknown) => void;
  readonly #teams = new Map<string, Team>();
  #customers: PagedList<CustomerRow> | undefined;

  /** Fires with the customer whose team changed, or with undefined when the customers did. */
  readonly onDidChange = this.#changed.event;

  /** `onFailure` is told of each reading that failed, which is shown as a row and therefore caught here. */
  constructor(active: ActiveConnection, onFailure: (error: unknown) => void) {
    this.#active = active;
    this.#onFailure = onFailure;
    this.#subscription = active.onDidSwitch(() => {
      this.#restart();
    });
    this.#restart();
  }

  /** The customers as far as they are loaded. */
  get customers(): readonly CustomerRow[] {
    return this.#customers?.items ?? [];
  }

  customer(id: string): CustomerRow | undefined {
    return this.customers.find((row) => row.id === id);
  }

  /** What a customer's team is filtered by; empty for all of it. */
  searchText(customerId: string): string {
    return this.#teams.get(customerId)?.searchText ?? '';
  }

  /** The rows below a customer, or the customers; has the first page read if nobody did. */
  rows(parent?: CustomerRow): readonly Row[] {
    // A row may outlive its session for as long as the view takes to redraw.
    if (parent && !this.#isCurrent(parent)) return [];
    const list = parent ? this.#team(parent).members : this.#customers;
    if (!list) return [];
    void list.open();
    // A welcome text says it better than a row: why there is nothing, and what to do.
    const says = list.state === 'ready' || (list.state === 'failed' && WELCOMED.includes(this.#active.state));
    if (!parent && list.items.length === 0 && says) return [];
    const searchText = parent ? this.searchText(parent.id) : '';
    const note = { parent, loaded: list.items.length, searchText };
    const rows: Row[] = [...list.items];
    if (parent && searchText !== '') rows.unshift({ kind: 'filter', parent, searchText });
    if (list.state === 'loading') rows.push({ ...note, kind: 'loading' });
    else if (list.state === 'failed') rows.push({ ...note, kind: 'failed', error: list.error });
    else if (list.items.length === 0) rows.push({ ...note, kind: 'empty' });
    else if (!list.complete) rows.push({ ...note, kind: 'more' });
    return rows;
  }

  /** Reads the next page; a failure is a row, and not an error here. */
  async loadMore(parent: CustomerRow | undefined): Promise<void> {
    await this.#list(parent)?.loadMore();
  }

  /** @throws whatever kept the next page of customers from being read. */
  async loadMoreCustomers(): Promise<void> {
    const list = this.#customers;
    await list?.loadMore();
    if (list?.state === 'failed') throw list.error;
  }

  async retry(parent: CustomerRow | undefined): Promise<void> {
    await this.#list(parent)?.retry();
  }

  /** True once every customer is loaded. */
  get complete(): boolean {
    return this.#customers?.complete ?? true;
  }

  /**
   * The customers as far as they are loaded, the first page at least.
   * @throws UserError without a connection, and whatever kept the first page from being read.
   */
  async open(): Promise<readonly CustomerRow[]> {
    this.#active.requireSession();
    const list = this.#customers;
    const nothing = list?.items.length === 0;
    await (nothing && list.state === 'failed' ? list.retry() : list?.open());
    if (nothing && list.state === 'failed') throw list.error;
    return this.customers;
  }

  /**
   * Reads what is loaded anew; teams when they are next looked at, which is at once where they are expanded.
   * @throws whatever kept the customers from being read; what was loaded before stays.
   */
  async refresh(): Promise<void> {
    for (const { members } of this.#teams.values()) members.markStale();
    const list = this.#customers;
    await list?.reload();
    if (list?.state === 'failed') throw list.error;
  }

  /** Shows a customer as it is now: in its place, or first where it is new. For what was just written. */
  put(customer: Customer): CustomerRow {
    const { connection } = this.#active.requireSession();
    const row: CustomerRow = { kind: 'customer', connectionId: connection.id, id: customer.id, customer };
    this.#customers?.put(row);
    return row;
  }

  /** Takes a customer that was deleted out, with its team. */
  drop(id: string): void {
    this.#teams.get(id)?.members.dispose();
    this.#teams.delete(id);
    this.#customers?.drop(id);
  }

  /** Shows only those members of a team that the server finds for a text; an empty text shows all again. */
  async search(customer: CustomerRow, searchText: string): Promise<void> {
    if (!this.#isCurrent(customer)) {
      throw new UserError(
        `${customer.customer.name} belongs to another connection. Switch to that one first.`,
      );
    }
    this.#teams.get(customer.id)?.members.dispose();
    const team = this.#newTeam(customer, searchText);
    this.#teams.set(customer.id, team);
    await team.members.reload();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#end();
    this.#changed.dispose();
  }

  #isCurrent({ connectionId }: CustomerRow): boolean {
    return connectionId === this.#active.session?.connection.id;
  }

  #restart(): void {
    this.#end();
    const session = this.#active.session;
    this.#customers = session && this.#customersOf(session);
    this.#changed.fire(undefined);
  }

  #end(): void {
    this.#customers?.dispose();
    for (const { members } of this.#teams.values()) members.dispose();
    this.#teams.clear();
  }

  #list(parent: CustomerRow | undefined): PagedList<CustomerRow> | PagedList<MemberRow> | undefined {
    return parent ? this.#teams.get(parent.id)?.members : this.#customers;
  }

  #customersOf(session: Session): PagedList<CustomerRow> {
    const connectionId = session.connection.id;
    return new PagedList(
      async (page, outer) => {
        const found = await session.withPartnerKey(
          (client, signal) => client.listCustomers({ page, signal }),
          outer,
        );
        const items = found.items.map((customer): CustomerRow => ({
          kind: 'customer',
          connectionId,
          id: customer.id,
          customer,
        }));
        return { ...found, items };
      },
      (failure) => {
        if (failure !== undefined) this.#onFailure(failure);
        this.#changed.fire(undefined);
      },
    );
  }

  #team(parent: CustomerRow): Team {
    let team = this.#teams.get(parent.id);
    if (!team) {
      team = this.#newTeam(parent, '');
      this.#teams.set(parent.id, team);
    }
    return team;
  }

  #newTeam({ id, connectionId, customer }: CustomerRow, searchText: string): Team {
    const session = this.#active.requireSession();
    const members = new PagedList<MemberRow>(
      async (page, outer) => {
        const found = await session.withCustomerToken(
          customer,
          (client, customerToken, signal) =>
            client.listTeamMembers({
              customerToken,
              page,
              searchText: searchText === '' ? undefined : searchText,
              signal,
            }),
          outer,
        );
        const items = found.items.map((member): MemberRow => ({
          kind: 'member',
          connectionId,
          id: member.id,
          customer,
          member,
        }));
        return { ...found, items };
      },
      (failure) => {
        if (failure !== undefined) this.#onFailure(failure);
        // The tree knows rows by reference, and a reload of the customers makes new ones.
        const row = this.customer(id);
        if (row) this.#changed.fire(row);
      },
    );
    return { members, searchText };
  }
}
