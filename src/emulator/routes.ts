import { objectIdFrom, refuseStrangers, requireCustomer, requirePartner } from './access.ts';
import { list, Refusal, success, type Answer } from './answer.ts';
import type { Caller } from './caller.ts';
import { createCustomer, deleteCustomer, updateCustomer } from './customerWrites.ts';
import { pageOf, sorted } from './paging.ts';
import { memberIn } from './shape.ts';
import type { EmulatorState } from './state.ts';
import type { CustomerRecord, MemberRecord } from './wire.ts';

/** One request, as far as a route looks at it. */
export interface RouteCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Text; `''` if there is none. */
  readonly body: string;
  /** The header; `''` if there is none. */
  readonly contentType: string;
  readonly caller: Caller;
}

type Route = (state: EmulatorState, call: RouteCall) => Answer;

const routes: Readonly<Record<string, Route>> = {
  'GET /customer/list': listCustomers,
  'GET /ext/get-user-token': getToken,
  'GET /custom-user': listMembers,
  'POST /customer/create': createCustomer,
  'POST /customer': createCustomer,
  'PUT /customer/{id}': updateCustomer,
  'DELETE /customer/{id}': deleteCustomer,
};

/** Two pages give two paths for one call [DOC]. */
const CREATE_PATHS = { newer: '/customer/create', older: '/customer' } as const;

/** Answers a call, or throws the `Refusal` that is its answer. */
export function route(state: EmulatorState, call: RouteCall): Answer {
  const { method, path } = call;
  const template = path.replace(/^(\/customer\/)[^/]+$/, '$1{id}');
  const found = routes[`${method} ${path}`] ?? routes[`${method} ${template}`];
  const { createPath } = state.settings;
  const isOther = createPath !== 'both' && path !== CREATE_PATHS[createPath];
  if (!found || (found === createCustomer && isOther)) throw new Refusal(404, `Cannot ${method} ${path}`);
  return found(state, call);
}

/** Authorised by the agency admin's key [DOC]. */
function listCustomers(state: EmulatorState, { query, caller }: RouteCall): Answer {
  requirePartner(state, caller);
  const all = sorted(state.customers, query.get('sort'));
  return list(pageOf(all, query, state.settings), undefined);
}

/** The bearer decides whose team is listed: a customer's token [INFERRED], and therefore not the partner key. */
function listMembers(state: EmulatorState, { query, caller }: RouteCall): Answer {
  const customerId = requireCustomer(state, caller)._id;
  const team = state.teamOf(customerId);
  const text = query.get('searchText')?.toLowerCase() ?? '';
  const found = text === '' ? team : team.filter((member) => searchable(member).includes(text));
  const page = pageOf(found, query, state.settings);
  const parents = { agencyId: state.agencyId, customerId };
  const rows = page.rows.map((member) => memberIn(state.settings.memberShape, member, parents));
  return list({ ...page, rows }, '');
}

/** "Name or contact info" [DOC]; that it means a case-insensitive substring of them is our choice: UNKNOWN. */
function searchable({ name, contact }: MemberRecord): string {
  const phone = contact.phone ? contact.phone.prefix + contact.phone.number : '';
  return `${name}\n${contact.email}\n${phone}`.toLowerCase();
}

/** One path, two calls: by `userId` for a customer, by `email` and `type` for anybody in a team [DOC]. */
function getToken(state: EmulatorState, { query, caller }: RouteCall): Answer {
  const userId = query.get('userId');
  const email = query.get('email');
  const type = query.get('type');
  if (userId !== null && email === null) return getCustomerToken(state, caller, userId);
  if (userId === null && email !== null && type !== null) return getMemberToken(state, caller, email, type);
  refuseStrangers(state.settings, caller);
  throw new Refusal(400, 'Either userId, or email and type, must be given');
}

function getCustomerToken(state: EmulatorState, caller: Caller, userId: string): Answer {
  requirePartner(state, caller);
  const customer = state.findCustomer(objectIdFrom(userId));
  if (!customer) throw new Refusal(404, 'No customer has this userId');
  return tokenAnswer(state, customer._id, state.settings.tokenFetch === 'newForAll');
}

function getMemberToken(state: EmulatorState, caller: Caller, email: string, type: string): Answer {
  const customers =
    state.settings.memberTokenAuthorization === 'customer'
      ? [requireCustomer(state, caller)]
      : allCustomers(state, caller);
  if (type !== 'AGENT' && type !== 'CUSTOM_USER' && type !== 'CUSTOMER') {
    throw new Refusal(400, 'type must be one of AGENT, CUSTOM_USER, CUSTOMER');
  }
  const wanted = email.toLowerCase();
  for (const customer of customers) {
    const accountId =
      type === 'CUSTOMER' ? mainAccount(customer, wanted) : memberAccount(state, customer._id, wanted, type);
    if (accountId !== undefined)
      return tokenAnswer(state, accountId, state.settings.tokenFetch !== 'standing');
  }
  // A member of another team, a wrong type and a stranger look the same, as if looked up by both at once.
  throw new Refusal(404, `No ${type} has this email`);
}

/** Whether a fetch makes a new token, which kills the old one, is UNKNOWN. */
function tokenAnswer(state: EmulatorState, accountId: string, makesNew: boolean): Answer {
  if (makesNew) state.replaceToken(accountId);
  return success({ permanentToken: state.tokenOf(accountId) });
}

function allCustomers(state: EmulatorState, caller: Caller): readonly CustomerRecord[] {
  requirePartner(state, caller);
  return state.customers;
}

function mainAccount(customer: CustomerRecord, email: string): string | undefined {
  return customer.contact.email.toLowerCase() === email ? customer._id : undefined;
}

function memberAccount(
  state: EmulatorState,
  customerId: string,
  email: string,
  type: 'AGENT' | 'CUSTOM_USER',
): string | undefined {
  return state
    .teamOf(customerId)
    .find(
      (member) =>
        member.contact.email.toLowerCase() === email && state.tokenTypeOf(customerId, member) === type,
    )?._id;
}
