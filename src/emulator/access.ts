import { MALFORMED_ID, Refusal } from './answer.ts';
import type { Caller } from './caller.ts';
import type { CustomerRecord } from './wire.ts';

export function requirePartner(caller: Caller): void {
  refuseStrangers(caller);
  if (caller.kind !== 'partner') throw new Refusal(401, 'This call takes the partner key');
}

export function requireCustomer(caller: Caller): CustomerRecord {
  refuseStrangers(caller);
  if (caller.kind !== 'customer') throw new Refusal(401, "This call takes a customer's token");
  return caller.customer;
}

/** That a wrong token gives 401 is our choice: UNKNOWN, and one reseller shows a 400 for it. */
export function refuseStrangers(caller: Caller): void {
  if (caller.kind === 'none') throw new Refusal(401, 'The Authorization header is missing');
  if (caller.kind === 'refused') throw new Refusal(401, caller.why);
}

/** An id in the form that all ids of the service have. */
export function objectIdFrom(text: string): string {
  if (!/^[0-9a-f]{24}$/i.test(text)) throw new Refusal(400, MALFORMED_ID);
  return text.toLowerCase();
}
