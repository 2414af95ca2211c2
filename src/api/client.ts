import type * as z from 'zod';
import {
  customerChanges,
  customerId,
  customerPath,
  newCustomer,
  readCustomer,
  CUSTOMER_PATH_TEMPLATE,
  CUSTOMERS_PATH,
  type CreateCustomerPath,
  type Customer,
  type CustomerChanges,
  type NewCustomer,
} from './customers.ts';
import { unwrap, unwrapPage, unwrapPerhaps } from './envelope.ts';
import { ApiError, isApiError, type CallInfo, type Detail } from './errors.ts';
import { Http, type HttpAnswer, type HttpOptions, type HttpRequest } from './http.ts';
import type { Page } from './pages.ts';
import type { Row } from './row.ts';
import {
  readContact,
  readTeamMember,
  TEAM_MEMBERS_PATH,
  type Contact,
  type TeamMember,
} from './teamMembers.ts';
import { tokenAnswer, USER_TOKEN_PATH, type PermanentToken, type TokenType } from './tokens.ts';

export interface ApiClientOptions extends HttpOptions {
  /** Asked for each call that needs it, so that no client object holds the key. */
  readonly partnerKey: () => Promise<string>;
}

interface Cancellable {
  readonly signal?: AbortSignal | undefined;
}

/** What reads may wait for long while the server asks for fewer calls, where the user sees it and can cancel. */
interface Reading extends Cancellable {
  readonly patient?: boolean | undefined;
}

/** Which page to read; the first is 1 [DOC]. Page size, totals and what comes past the end are UNKNOWN. */
interface Paged extends Reading {
  readonly page: number;
}

interface OfTeam extends Reading {
  /** The token of the customer whose team it is [INFERRED: the bearer decides whose team is listed]. */
  readonly customerToken: string;
  /** Matches name or contact info [DOC]. */
  readonly searchText?: string | undefined;
}

/** A call as it is written below: what the options of the client complete. */
type Call = Omit<HttpRequest, 'bearer' | 'method' | 'query'> &
  Partial<Pick<HttpRequest, 'method' | 'query'>> &
  Pick<CallInfo, 'effect'> & {
    /** Left out, the partner key authorizes the call. */
    readonly customerToken?: string | undefined;
    /** Where the path holds a value: the path to tell of. */
    readonly template?: string;
  };

/**
 * The Partner API of one host. Every call rejects with an `ApiError`, or with the signal's reason when cancelled.
 * The partner key opens customers and tokens; a customer's own token opens that customer's team.
 */
export class ApiClient {
  readonly #http: Http;
  readonly #options: ApiClientOptions;

  constructor(options: ApiClientOptions) {
    this.#options = options;
    this.#http = new Http(options);
  }

  /** Milliseconds for which calls are held back, because the server asked for it; 0 when it did not. */
  get pauseMs(): number {
    return this.#http.pauseMs;
  }

  /** One page of the partner's customers; empty past the last. */
  listCustomers({ page, signal, patient }: Paged): Promise<Page<Customer>> {
    return this.#page(page, readCustomer, { path: CUSTOMERS_PATH, query: { page }, signal, patient });
  }

  /**
   * The standing token of a customer, which opens that customer's team [DOC: "retrieves"]. Should a fetch mint a new
   * one after all, then repeating one whose answer was lost replaces a token that nobody has seen.
   */
  getCustomerToken(options: Reading & { customerId: string }): Promise<PermanentToken> {
    const { customerId: userId, signal, patient } = options;
    return this.#token({ path: USER_TOKEN_PATH, query: { userId }, signal, patient });
  }

  /** One page of a team; empty past the last. */
  listTeamMembers(options: Paged & OfTeam): Promise<Page<TeamMember>> {
    return this.#team(options, readTeamMember);
  }

  /** The same for whoever reads a hundred thousand of them to find some: no more is made of each than that takes. */
  listContacts(options: Paged & OfTeam): Promise<Page<Contact>> {
    return this.#team(options, readContact);
  }

  /**
   * The permanent token of a user. May mint a new one and kill the old (UNKNOWN): call it on an explicit act only.
   * Whose token authorizes the call is UNKNOWN as well: the partner key does when `customerToken` is left out.
   */
  getUserToken(
    options: Cancellable & { email: string; type: TokenType; customerToken?: string | undefined },
  ): Promise<PermanentToken> {
    const { email, type, customerToken, signal } = options;
    const query = { email, type };
    return this.#token({ path: USER_TOKEN_PATH, query, signal, customerToken, effect: 'mayMint' });
  }

  /**
   * Creates a customer; resolves to it where the answer describes it. Which of the two documented paths a host has is
   * UNKNOWN. Like all that writes it is checked before it is sent, and sent once.
   */
  async createCustomer(
    options: Cancellable & { customer: NewCustomer; path?: CreateCustomerPath },
  ): Promise<Customer | undefined> {
    const { customer, path = '/customer/create', signal } = options;
    const body = this.#checked(newCustomer, customer, { method: 'POST', path });
    return this.#write({ method: 'POST', path, body, signal });
  }

  /** Changes attributes of a customer; resolves to it where the answer, which is undocumented, describes it. */
  async updateCustomer(
    options: Cancellable & { customerId: string; changes: CustomerChanges },
  ): Promise<Customer | undefined> {
    const about = { method: 'PUT', path: CUSTOMER_PATH_TEMPLATE } as const;
    const path = customerPath(this.#checked(customerId, options.customerId, about));
    const body = this.#checked(customerChanges, options.changes, about);
    const { signal } = options;
    return this.#write({ ...about, path, template: about.path, body, signal });
  }

  /** Deletes a customer [DOC]. */
  async deleteCustomer(options: Cancellable & { customerId: string }): Promise<void> {
    const about = { method: 'DELETE', path: CUSTOMER_PATH_TEMPLATE } as const;
    const path = customerPath(this.#checked(customerId, options.customerId, about));
    await this.#write({ ...about, path, template: about.path, signal: options.signal });
  }

  /** Ends every connection; calls under way fail. */
  dispose(): void {
    this.#http.dispose();
  }

  #team<T>(options: Paged & OfTeam, read: (row: Row) => T): Promise<Page<T>> {
    const { page, searchText, customerToken, signal, patient } = options;
    const query = { page, ispagination: true, searchText };
    return this.#page(page, read, { path: TEAM_MEMBERS_PATH, query, customerToken, signal, patient });
  }

  /** What comes past the last page is UNKNOWN: a 404 there means what an empty page means. */
  async #page<T>(page: number, read: (row: Row) => T, call: Call): Promise<Page<T>> {
    try {
      return await this.#call(call, (answer, info) => unwrapPage(answer, read, info));
    } catch (error) {
      if (page > 1 && isApiError(error) && error.kind === 'notFound') return { items: [], total: undefined };
      throw error;
    }
  }

  async #token(call: Call): Promise<PermanentToken> {
    const { permanentToken } = await this.#call(call, (answer, info) => unwrap(answer, tokenAnswer, info));
    return permanentToken;
  }

  #write(call: Call): Promise<Customer | undefined> {
    return this.#call({ ...call, effect: 'writes' }, (answer, info) =>
      unwrapPerhaps(answer, readCustomer, info),
    );
  }

  #call<T>(call: Call, read: (answer: HttpAnswer, info: CallInfo) => T): Promise<T> {
    const { method = 'GET', path, template = path, query = {}, body, customerToken, effect } = call;
    const credential = customerToken === undefined ? 'partnerKey' : 'customerToken';
    const info = { method, path: template, origin: this.#options.origin, credential, effect } as const;
    const bearer = customerToken ?? this.#options.partnerKey;
    const { signal, patient } = call;
    return this.#http.send({ method, path, query, body, bearer, signal, patient }, info, read);
  }

  /** @throws ApiError `rejected`, not `reached`, which names what is wrong with what was to be sent. */
  #checked<T>(schema: z.ZodType<T>, value: unknown, about: { method: string; path: string }): T {
    const checked = schema.safeParse(value);
    if (checked.success) return checked.data;
    const detail = checked.error.issues[0]?.message as Detail | undefined;
    const call: CallInfo = { ...about, origin: this.#options.origin, credential: 'partnerKey' };
    throw new ApiError('rejected', call, { detail, reached: false });
  }
}
