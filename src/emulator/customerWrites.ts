import { objectIdFrom, requirePartner } from './access.ts';
import { Refusal, success, type Answer } from './answer.ts';
import type { RouteCall } from './routes.ts';
import type { EmulatorState } from './state.ts';
import type { CustomerRecord } from './wire.ts';

/** `username` is an e-mail address; `name` and `password` go with it, and on an older page `limit` [DOC]. */
export function createCustomer(state: EmulatorState, call: RouteCall): Answer {
  requirePartner(state, call.caller);
  const body = jsonObject(call);
  const name = text(body, 'name');
  const email = freeEmail(state, text(body, 'username'));
  // Wanted, and never kept: nobody can log in here.
  text(body, 'password');
  limit(body);
  return success(state.addCustomer(name, email));
}

/** The documentation says nothing of the body: every attribute is optional here, and unknown ones change nothing. */
export function updateCustomer(state: EmulatorState, call: RouteCall): Answer {
  const customer = addressed(state, call);
  const body = jsonObject(call);
  const changes: Partial<CustomerRecord> = {};
  for (const attribute of ['name', 'status', 'subscriptionType'] as const) {
    if (attribute in body) changes[attribute] = text(body, attribute);
  }
  if ('verified' in body) {
    if (typeof body['verified'] !== 'boolean') throw new Refusal(400, 'verified must be true or false');
    changes.verified = body['verified'];
  }
  const email = newEmail(body);
  if (email !== undefined)
    changes.contact = { ...customer.contact, email: freeEmail(state, email, customer) };
  limit(body);
  return success(state.changeCustomer(customer, changes));
}

/** The answer has no `data` [DOC]. */
export function deleteCustomer(state: EmulatorState, call: RouteCall): Answer {
  state.removeCustomer(addressed(state, call));
  return { status: 200, body: { success: true, message: '', code: 200 } };
}

function addressed(state: EmulatorState, { caller, path }: RouteCall): CustomerRecord {
  requirePartner(state, caller);
  const customer = state.findCustomer(objectIdFrom(path.slice(path.lastIndexOf('/') + 1)));
  if (!customer) throw new Refusal(404, 'No customer has this id');
  return customer;
}

type Body = Readonly<Record<string, unknown>>;

/** A body of another type counts as none, as with most servers that read JSON [INFERRED]. */
function jsonObject({ body, contentType }: RouteCall): Body {
  let parsed: unknown;
  try {
    parsed = /^application\/json\s*(?:;|$)/i.test(contentType) ? JSON.parse(body) : undefined;
  } catch {
    parsed = undefined;
  }
  return object(parsed, 'The body must be a JSON object, sent as application/json');
}

function object(value: unknown, otherwise: string): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400, otherwise);
  return value as Body;
}

function text(body: Body, attribute: string): string {
  const value = body[attribute];
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new Refusal(400, `${attribute} must be a text that is not empty`);
}

/** What it limits is not documented: it is looked at, and has no effect. */
function limit(body: Body): void {
  if (!('limit' in body) || Number.isSafeInteger(body['limit'])) return;
  throw new Refusal(400, 'limit must be an integer');
}

/** An update may name it as creating does, or as the list does; our choice: UNKNOWN. */
function newEmail(body: Body): string | undefined {
  if ('username' in body) return text(body, 'username');
  if (!('contact' in body)) return undefined;
  const contact = object(body['contact'], 'contact must be an object');
  return 'email' in contact ? text(contact, 'email') : undefined;
}

/** The answer has it in lower case [DOC]. That each belongs to one customer is our choice: UNKNOWN. */
function freeEmail(state: EmulatorState, given: string, owner?: CustomerRecord): string {
  const email = given.toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal(400, 'An e-mail address is wanted');
  const taken = state.customers.some(
    (customer) => customer !== owner && customer.contact.email.toLowerCase() === email,
  );
  if (taken) throw new Refusal(400, 'Another customer has this e-mail address');
  return email;
}
