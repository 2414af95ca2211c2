import type { Customer } from '../api/customers.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Arrangements } from './arrangement.ts';
import { customerRow } from './customerLists.ts';
import { FavouriteRows } from './favouriteRows.ts';
import { favouriteOf, type Favourites } from './favourites.ts';
import { listRows, WELCOMED, type AnyList } from './listRows.ts';
import { OfOtherConnection } from './otherConnection.ts';
import type { Paging } from './pagedList.ts';
import type { Place } from './place.ts';
import type { CustomerRow, MemberRow, Row } from './rows.ts';
import { SessionLists } from './sessionLists.ts';
import { WaitingRows } from './waitingRows.ts';

export interface CustomerStoreOptions {
  readonly active: ActiveConnection;
  readonly arrangements: Arrangements;
  readonly favourites: Favourites;
  /** Told whose names will show. */
  readonly presentation: Pick<Presentation, 'learn'>;
  /** Asked for each list when it is made. */
  readonly paging: () => Paging;
  /** Told of each reading that failed, which is shown as a row and therefore caught here. */
  readonly onFailure: (error: unknown) => void;
}

/** The customers of the active connection and the teams that were opened. Starts anew with every session. */
export class CustomerStore implements Disposable {
  readonly #changed = new Emitter<CustomerRow | undefined>();
  readonly #subscriptions: readonly Disposable[];
  readonly #options: CustomerStoreOptions;
  readonly #active: ActiveConnection;
  readonly #favouriteRows = new FavouriteRows((parent) => {
    this.#changed.fire(parent && this.customer(parent.id));
  });
  readonly #waits = new WaitingRows();
  #lists: SessionLists | undefined;
  #pauses: Disposable | undefined;

  /** Fires with the customer whose team changed, or with undefined when the customers did. */
  readonly onDidChange = this.#changed.event;

  constructor(options: CustomerStoreOptions) {
    this.#options = options;
    this.#active = options.active;
    this.#subscriptions = [
      options.active.onDidSwitch(() => {
        this.restart();
      }),
      options.arrangements.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
      options.favourites.onDidChange(({ customerId, memberId }) => {
        this.#changed.fire(memberId === undefined ? undefined : this.customer(customerId));
      }),
    ];
    this.restart();
  }

  /** The customers as far as they are loaded. */
  get customers(): readonly CustomerRow[] {
    return this.#lists?.customers.items ?? [];
  }

  /** The row of a customer that shows. */
  customer(id: string): CustomerRow | undefined {
    const pinned = this.#favouriteRows.get(id, undefined);
    return this.customers.find((row) => row.id === id) ?? (pinned?.kind === 'customer' ? pinned : undefined);
  }

  /** What a customer's team is filtered by; empty for all of it. */
  searchText(customerId: string): string {
    return this.#lists?.searchText(customerId) ?? '';
  }

  isFavourite(row: CustomerRow | MemberRow): boolean {
    return this.#options.favourites.has(favouriteOf(row));
  }

  /** The members of all teams as far as they are loaded. */
  get members(): readonly MemberRow[] {
    return this.#lists?.members ?? [];
  }

  /** The rows below a customer, or the customers; has the first page read if nobody did. */
  rows(parent?: CustomerRow): readonly Row[] {
    const list = this.#opened(parent);
    const { session, state } = this.#active;
    if (!list || !session) return [];
    void list.open();
    // A welcome text says it better than a row: why there is nothing, and what to do.
    const says = list.state === 'ready' || (list.state === 'failed' && WELCOMED.includes(state));
    if (!parent && list.items.length === 0 && says) return [];
    const favourites = this.#options.favourites.ids(session.connection.id, parent?.id);
    const searchText = parent ? this.searchText(parent.id) : '';
    return listRows({
      parent,
      list,
      arrangement: this.#options.arrangements.of(parent ? 'members' : 'customers'),
      favourites,
      elsewhere: this.#favouriteRows.elsewhere(list, favourites, parent, searchText),
      searched: this.#favouriteRows.searched(list),
      searchText,
      waiting: this.#waits.of(list, parent, session.pausedForMs),
    });
  }

  /** Has the first page of a list read, which is over when this resolves; undefined where that is done. */
  firstReading(parent: CustomerRow | undefined): Promise<void> | undefined {
    return this.#opened(parent)?.firstReading();
  }

  /** Reads the next page; a failure is a row, and not an error here. */
  async loadMore(parent: CustomerRow | undefined): Promise<void> {
    await this.#lists?.of(parent)?.loadMore();
  }

  /** @throws whatever kept the next page of customers from being read. */
  async loadMoreCustomers(): Promise<void> {
    const list = this.#lists?.customers;
    await list?.loadMore();
    if (list?.state === 'failed') throw list.error;
  }

  async retry(parent: CustomerRow | undefined): Promise<void> {
    await this.#lists?.of(parent)?.retry();
  }

  /** Gives up a reading that waits; what is loaded stays, and {@link retry} goes on. */
  stop(parent: CustomerRow | undefined): void {
    this.#lists?.of(parent)?.stop();
  }

  /** Which page shows, where one shows at a time; undefined where pages add up, and before one was read. */
  place(parent: CustomerRow | undefined): Place | undefined {
    const list = this.#lists?.of(parent);
    return list?.paging === 'pages' && list.items.length > 0 ? list.place : undefined;
  }

  /**
   * Shows one page of the customers or of a team; a failure is a row.
   * @throws UserError where there is no such page
   */
  async goTo(parent: CustomerRow | undefined, page: number): Promise<void> {
    const list = this.#lists?.of(parent);
    if (list && !(await list.goTo(page))) throw new UserError(t('There is no page {0}.', page));
  }

  /** True once every customer is loaded. */
  get complete(): boolean {
    return this.#lists?.customers.complete ?? true;
  }

  /**
   * The customers as far as they are loaded, the first page at least.
   * @throws UserError without a connection, and whatever kept the first page from being read.
   */
  async open(): Promise<readonly CustomerRow[]> {
    this.#active.requireSession();
    const list = this.#lists?.customers;
    const nothing = list?.items.length === 0;
    await (nothing && (list.state === 'failed' || list.state === 'stopped') ? list.retry() : list?.open());
    if (nothing && list.state === 'failed') throw list.error;
    return this.customers;
  }

  /** Reads a team's first page, if nobody did. */
  async openTeam(parent: CustomerRow): Promise<void> {
    await this.#lists?.team(parent)?.open();
  }

  /**
   * Reads what is loaded anew; teams when they are next looked at, which is at once where they are expanded.
   * @throws whatever kept the customers from being read; what was loaded before stays.
   */
  async refresh(): Promise<void> {
    for (const [, each] of this.#lists?.all() ?? []) each.markStale();
    this.#favouriteRows.markStale();
    const list = this.#lists?.customers;
    await list?.reload();
    if (list?.state === 'failed') throw list.error;
  }

  /** Shows a customer as it is now: in its place, or first where it is new. For what was just written. */
  put(customer: Customer): CustomerRow {
    const row = customerRow(this.#active.requireSession(), customer, this.#options);
    this.#lists?.customers.put(row);
    return row;
  }

  /** Takes a customer that was deleted out, with its team. */
  drop(id: string): void {
    this.#lists?.drop(id);
    this.#favouriteRows.forget(id);
    const { connection } = this.#active.requireSession();
    this.#options.favourites.forget(connection.id, id).catch(this.#options.onFailure);
    this.#lists?.customers.drop(id);
  }

  /** Shows only those members of a team that the server finds for a text; an empty text shows all again. */
  async search(customer: CustomerRow, searchText: string): Promise<void> {
    if (!this.#lists?.has(customer)) throw new OfOtherConnection(customer.customer.name);
    await this.#lists.find(customer, searchText).reload();
  }

  /**
   * Reads on until the favourites of a list are there, or its end; a failure is a row.
   * @throws whatever kept a page from being read, where one shows at a time and those that are looked at do not
   */
  async loadFavourites(parent: CustomerRow | undefined, signal: AbortSignal): Promise<void> {
    const list = this.#lists?.of(parent);
    const missing = (): readonly string[] =>
      this.rows(parent).flatMap((row) => (row.kind === 'missing' ? row.ids : []));
    if (!list) return;
    await this.#favouriteRows.load(list, parent, missing, signal);
  }

  /** Reads everything from the beginning, as for a new session. */
  restart(): void {
    this.#end();
    const { session } = this.#active;
    this.#lists = session && new SessionLists(session, { ...this.#options, onDidChange: this.#listChanged });
    this.#pauses = session?.onDidPause(() => {
      for (const [id, list] of this.#lists?.all() ?? []) {
        const parent = id === undefined ? undefined : this.customer(id);
        if (this.#waits.hasNews(list, parent, session.pausedForMs)) this.#changed.fire(parent);
      }
    });
    this.#changed.fire(undefined);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#end();
    this.#changed.dispose();
  }

  #end(): void {
    this.#pauses?.dispose();
    this.#lists?.dispose();
    this.#favouriteRows.clear();
  }

  #opened(parent: CustomerRow | undefined): AnyList | undefined {
    return parent ? this.#lists?.team(parent) : this.#lists?.customers;
  }

  readonly #listChanged = (customerId: string | undefined, failure: unknown): void => {
    if (failure !== undefined) this.#options.onFailure(failure);
    // The tree knows rows by reference, and a reload of the customers makes new ones.
    const row = customerId === undefined ? undefined : this.customer(customerId);
    if (customerId === undefined || row) this.#changed.fire(row);
  };
}
