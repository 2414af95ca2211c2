import { businessAt, PLACES } from './businesses.ts';
import { below, objectId, pick, randomFor } from './random.ts';
import type { CustomerRecord } from './wire.ts';

const DAY_MS = 86_400_000;
const FIRST_CUSTOMER_DAYS_AGO = 1100;
const LAST_CUSTOMER_DAYS_AGO = 20;

/** Makes the customer at a place of the list, which begins with the oldest. */
export function customerAt(seed: string, place: number, customers: number, todayMs: number): CustomerRecord {
  const random = randomFor(seed, 'customer', place);
  const { name, domain } = businessAt(place);
  const span = (FIRST_CUSTOMER_DAYS_AGO - LAST_CUSTOMER_DAYS_AGO) * DAY_MS;
  const slot = span / customers;
  // Somewhere within its own slot of time, so that the order is that of the places.
  const createdMs = Math.floor(todayMs - FIRST_CUSTOMER_DAYS_AGO * DAY_MS + slot * (place + random()));
  const loginMs = createdMs + below(random, todayMs - createdMs);
  return {
    _id: objectId(createdMs, seed, 'customer', place),
    name,
    contact: { email: `${pick(random, ['office', 'hello', 'info', 'contact', 'admin'])}@${domain}` },
    verified: random() < 0.9,
    status: statusOf(place, random()),
    subscriptionType: random() < 0.85 ? 'v2' : 'v1',
    createdAt: new Date(createdMs).toISOString(),
    updatedAt: new Date(loginMs + below(random, todayMs - loginMs)).toISOString(),
    lastLogin: new Date(loginMs).toISOString(),
  };
}

/** The customers that tests and tours open are active; `SUSPENDED` stands for the words nobody has documented. */
function statusOf(place: number, drawn: number): string {
  if (place === PLACES.inactiveToken) return 'INACTIVE';
  if (place <= PLACES.large || drawn < 0.9) return 'ACTIVE';
  return drawn < 0.98 ? 'INACTIVE' : 'SUSPENDED';
}
