import { customers, CUSTOMERS_PATH, type Customer } from './customers.ts';
import { unwrap } from './envelope.ts';
import { isApiError, type CallInfo, type CredentialKind } from './errors.ts';
import { Http, type HttpOptions, type HttpRequest } from './http.ts';
import { TEAM_MEMBERS_PATH, teamMembers, type TeamMember } from './teamMembers.ts';
import { tokenAnswer, USER_TOKEN_PATH, type PermanentToken, type TokenType } from './tokens.ts';
import type * as z from 'zod';

export interface ApiClientOptions extends HttpOptions {
  /** Asked for each call that needs it, so that no client object holds the key. */
  readonly partnerKey: () => Promise<string>;
}

interface Cancellable {
  readonly signal?: AbortSignal | undefined;
}

/** Which page to read; the first is 1 [DOC]. Page size, totals and what comes past the end are UNKNOWN. */
interface Paged extends Cancellable {
  readonly page: number;
}

/** What comes past the last page is UNKNOWN: a 404 there means what an empty page means. */
async function pageOr404<T>(page: number, reading: Promise<T[]>): Promise<T[]> {
  try {
    return await reading;
  } catch (error) {
    if (page > 1 && isApiError(error) && error.kind === 'notFound') return [];
    throw error;
  }
}

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

  /** One page of the partner's customers; empty past the last. */
  listCustomers({ page, signal }: Paged): Promise<Customer[]> {
    return pageOr404(
      page,
      this.#withPartnerKey({ path: CUSTOMERS_PATH, query: { page }, signal }, customers),
    );
  }

  /** The standing token of a customer, which opens that customer's team [DOC: "retrieves"]. */
  async getCustomerToken({
    customerId,
    signal,
  }: Cancellable & { customerId: string }): Promise<PermanentToken> {
    const request = { path: USER_TOKEN_PATH, query: { userId: customerId }, signal };
    return (await this.#withPartnerKey(request, tokenAnswer)).permanentToken;
  }

  /**
   * One page of the team that `customerToken` belongs to [INFERRED: the bearer decides whose team is listed].
   * `searchText` matches name or contact info [DOC].
   */
  listTeamMembers(
    options: Paged & { customerToken: string; searchText?: string | undefined },
  ): Promise<TeamMember[]> {
    const { page, signal, searchText } = options;
    const query = { page, ispagination: true, searchText };
    const request = { path: TEAM_MEMBERS_PATH, query, signal, bearer: options.customerToken };
    return pageOr404(page, this.#read(request, 'customerToken', teamMembers));
  }

  /**
   * The permanent token of a user. May mint a new one and kill the old (UNKNOWN): call it on an explicit act only.
   * Whose token authorizes the call is UNKNOWN as well: the partner key does when `customerToken` is left out.
   */
  async getUserToken(
    options: Cancellable & { email: string; type: TokenType; customerToken?: string | undefined },
  ): Promise<PermanentToken> {
    const { email, type, customerToken, signal } = options;
    const request = { path: USER_TOKEN_PATH, query: { email, type }, signal };
    const answer = await (customerToken === undefined
      ? this.#withPartnerKey(request, tokenAnswer)
      : this.#read({ ...request, bearer: customerToken }, 'customerToken', tokenAnswer));
    return answer.permanentToken;
  }

  /** Ends every connection; calls under way fail. */
  dispose(): void {
    this.#http.dispose();
  }

  async #withPartnerKey<T>(request: Omit<HttpRequest, 'bearer'>, schema: z.ZodType<T>): Promise<T> {
    return this.#read({ ...request, bearer: await this.#options.partnerKey() }, 'partnerKey', schema);
  }

  async #read<T>(request: HttpRequest, credential: CredentialKind, schema: z.ZodType<T>): Promise<T> {
    const call: CallInfo = { method: 'GET', path: request.path, origin: this.#options.origin, credential };
    return unwrap(await this.#http.get(request, call), schema, call);
  }
}
