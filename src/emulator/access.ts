import { MALFORMED_ID, Refusal } from './answer.ts';
import type { Caller } from './caller.ts';
import type { EmulatorSettings } from './settings.ts';
import type { EmulatorState } from './state.ts';
import type { CustomerRecord } from './wire.ts';

export function requirePartner({ settings }: EmulatorState, caller: Caller): void {
  refuseStrangers(settings, caller);
  if (caller.kind !== 'partner') throw wrongToken(settings, 'This call takes the partner key');
}

export function requireCustomer({ settings }: EmulatorState, caller: Caller): CustomerRecord {
  refuseStrangers(settings, caller);
  if (caller.kind !== 'customer') throw wrongToken(settings, "This call takes a customer's token");
  return caller.customer;
}

/** Headers that are not complete give 401, as documented for one of them; that all do is our choice: UNKNOWN. */
export function refuseStrangers(settings: EmulatorSettings, caller: Caller): void {
  if (caller.kind === 'none') throw new Refusal(401, 'The Authorization header is missing');
  if (caller.kind !== 'refused') return;
  throw caller.isWrongToken ? wrongToken(settings, caller.why) : new Refusal(401, caller.why);
}

/** UNKNOWN; one reseller shows the 400 for it, with a message that speaks of an id. */
function wrongToken({ wrongToken: status }: EmulatorSettings, why: string): Refusal {
  return new Refusal(status, status === 400 ? MALFORMED_ID : why);
}

/** An id in the form that all ids of the service have. */
export function objectIdFrom(text: string): string {
  if (!/^[0-9a-f]{24}$/i.test(text)) throw new Refusal(400, MALFORMED_ID);
  return text.toLowerCase();
}
