import { businessAt, PLACES } from './businesses.ts';
import { customerAt } from './customerSeed.ts';
import { memberAt, type TeamPlan } from './memberSeed.ts';
import { objectId } from './random.ts';
import { teamSizes } from './teamSizes.ts';
import type { CustomerRecord, MemberRecord } from './wire.ts';

/** How much sample data; a scale for benchmarks. */
export interface SeedOptions {
  /** Another word gives other people, ids and tokens. */
  readonly seed?: string | undefined;
  /** How many customers; 64 unless told. */
  readonly customers?: number | undefined;
  /** How many team members all of them have together; 1,600 unless told. */
  readonly members?: number | undefined;
}

/** Sample data: the same for the same options, on every machine and at every start. */
export interface Seed {
  readonly name: string;
  readonly customers: readonly CustomerRecord[];
  readonly agencyId: string;
  /** The fixed day on which all of it ends. */
  readonly todayMs: number;
  /** Makes the team of one customer: nothing is made for customers nobody opens. */
  readonly teamOf: (customerId: string) => MemberRecord[];
  /** Whether the token of a customer or member is not active from the start. */
  readonly hasInactiveToken: (accountId: string) => boolean;
}

const DAY_MS = 86_400_000;
/** The day the sample data was "exported": fixed, so that no time depends on when the emulator runs. */
const TODAY_MS = Date.UTC(2025, 8, 30, 9, 0, 0);
const AGENCY_ID = objectId(TODAY_MS - 1200 * DAY_MS, 'agency');
/** The place in a team, if it has so many, of the member whose token is not active. */
const INACTIVE_TOKEN_PLACE = 7;

export function createSeed({ seed = 'sample', customers = 64, members = 1600 }: SeedOptions = {}): Seed {
  const records = Array.from({ length: customers }, (_, place) =>
    customerAt(seed, place, customers, TODAY_MS),
  );
  const places = new Map(records.map((record, place) => [record._id, place]));
  const sizes = teamSizes(seed, customers, members);
  const inactive = new Set<string>();
  const inactiveCustomer = records[PLACES.inactiveToken];
  if (inactiveCustomer) inactive.add(inactiveCustomer._id);

  return {
    name: seed,
    customers: records,
    agencyId: AGENCY_ID,
    todayMs: TODAY_MS,
    teamOf(customerId) {
      const place = places.get(customerId);
      const customer = place === undefined ? undefined : records[place];
      if (place === undefined || !customer) return [];
      const plan: TeamPlan = {
        seed,
        business: businessAt(place),
        customerId,
        agencyId: AGENCY_ID,
        agentRole: agentRoleOf(customerId),
        taken: new Set([customer.contact.email]),
        todayMs: TODAY_MS,
      };
      const length = sizes[place] ?? 0;
      const firstMs = Date.parse(customer.createdAt);
      const stepMs = (TODAY_MS - firstMs) / (length + 1);
      const team = Array.from({ length }, (_, index) =>
        memberAt(plan, index, Math.floor(firstMs + index * stepMs)),
      );
      const withInactiveToken = team[INACTIVE_TOKEN_PLACE];
      if (withInactiveToken) inactive.add(withInactiveToken._id);
      return team;
    },
    hasInactiveToken: (accountId) => inactive.has(accountId),
  };
}

/** The role id that stands for the default agent role in a team; every other one is a custom role. */
export function agentRoleOf(customerId: string): string {
  return objectId(parseInt(customerId.slice(0, 8), 16) * 1000, 'agent role', customerId);
}
