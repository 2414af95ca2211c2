import type { Disposable } from '../base/disposable.ts';
import type { Session } from '../connections/session.ts';
import type { Presentation } from '../platform/presentation.ts';
import { customersOf, teamOf } from './customerLists.ts';
import type { AnyList, CustomersList, MembersList } from './listRows.ts';
import type { Paging } from './pagedList.ts';
import type { CustomerRow, MemberRow } from './rows.ts';

export interface SessionListsOptions {
  /** Told whose names will show. */
  readonly presentation: Pick<Presentation, 'learn'>;
  /** Asked for each list when it is made. */
  readonly paging: () => Paging;
  /** Told of each change of the customers, or of the team of a customer, and of the error where it is a failure. */
  readonly onDidChange: (customerId: string | undefined, failure: unknown) => void;
}

interface Team {
  readonly members: MembersList;
  readonly searchText: string;
}

/** The lists of a session: its customers, and the teams that were opened. */
export class SessionLists implements Disposable {
  readonly #session: Session;
  readonly customers: CustomersList;
  readonly #options: SessionListsOptions;
  readonly #teams = new Map<string, Team>();

  constructor(session: Session, options: SessionListsOptions) {
    this.#session = session;
    this.#options = options;
    this.customers = customersOf(session, this.#listOptions());
  }

  /** A team as far as it was opened, or the customers. */
  of(parent: CustomerRow | undefined): AnyList | undefined {
    return parent ? this.#teams.get(parent.id)?.members : this.customers;
  }

  /** Of the customers, undefined for themselves, and of every team: whose list it is. */
  *all(): Generator<readonly [customerId: string | undefined, list: AnyList]> {
    yield [undefined, this.customers];
    for (const [id, { members }] of this.#teams) yield [id, members];
  }

  /** The members of all teams as far as they are loaded. */
  get members(): readonly MemberRow[] {
    return [...this.#teams.values()].flatMap(({ members }) => members.items);
  }

  /** Whether a row is of this session's connection: it may outlive that for as long as the view takes to redraw. */
  has({ connectionId }: CustomerRow): boolean {
    return connectionId === this.#session.connection.id;
  }

  /** The team of a customer, opened now if it was not; undefined for a row of another connection. */
  team(parent: CustomerRow): MembersList | undefined {
    if (!this.has(parent)) return undefined;
    return this.#teams.get(parent.id)?.members ?? this.find(parent, '');
  }

  /** What a customer's team is filtered by; empty for all of it. */
  searchText(customerId: string): string {
    return this.#teams.get(customerId)?.searchText ?? '';
  }

  /** Opens a team anew, as what the server finds for a text. */
  find(customer: CustomerRow, searchText: string): MembersList {
    this.drop(customer.id);
    const members = teamOf(this.#session, customer, searchText, this.#listOptions(customer.id));
    this.#teams.set(customer.id, { members, searchText });
    return members;
  }

  /** Closes a team. */
  drop(customerId: string): void {
    this.#teams.get(customerId)?.members.dispose();
    this.#teams.delete(customerId);
  }

  dispose(): void {
    for (const [, list] of this.all()) list.dispose();
    this.#teams.clear();
  }

  #listOptions(customerId?: string) {
    const { presentation, paging, onDidChange } = this.#options;
    return {
      presentation,
      paging: paging(),
      onDidChange: (failure?: unknown): void => {
        onDidChange(customerId, failure);
      },
    };
  }
}
