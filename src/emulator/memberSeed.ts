import type { Business } from './businesses.ts';
import { allCultures, latin, poolOf } from './names.ts';
import { below, objectId, pick, randomFor, type Random } from './random.ts';
import type { MemberRecord } from './wire.ts';

/** What all members of one team have in common, as far as making them needs it. */
export interface TeamPlan {
  readonly seed: string;
  readonly business: Business;
  readonly customerId: string;
  readonly agencyId: string;
  /** The role id of the default agent role in this team. */
  readonly agentRole: string;
  /** E-mail addresses already given away in this team; each member adds its own. */
  readonly taken: Set<string>;
  /** Nothing is later than this. */
  readonly todayMs: number;
}

const DAY_MS = 86_400_000;
const DESCRIPTIONS = [
  'Front desk, mornings',
  'Bookings and cancellations',
  'Answers in three languages',
  'Night shift',
  'Covers for holidays',
  'Complaints and refunds',
  'Onboarding of new clients',
  'Social media inbox',
];

/** Makes one member. What it is depends on nothing but the plan, its place and its time. */
export function memberAt(plan: TeamPlan, index: number, createdMs: number): MemberRecord {
  const random = randomFor(plan.seed, 'member', plan.customerId, index);
  const { name, mailbox, phonePrefix } = personOf(random, plan.business, index > 0);
  const id = (...kind: (string | number)[]) =>
    objectId(createdMs, plan.seed, plan.customerId, index, ...kind);
  const some = (kind: string, limit: number) =>
    Array.from({ length: below(random, limit + 1) }, (_, nth) =>
      objectId(createdMs, plan.customerId, kind, nth),
    );
  const status = statusOf(random);
  const hasPhone = random() < 0.85;
  const isLead = index === 0 || random() < 0.25;
  const shape = random();
  const phone = { prefix: phonePrefix, number: `5550${String(below(random, 1_000_000)).padStart(6, '0')}` };

  const older: MemberRecord = {
    _id: id('member'),
    whitelabel: true,
    name,
    contact: {
      _id: id('contact'),
      email: emailOf(plan, mailbox, index > 0 && random() < 0.03),
      ...(hasPhone && { phone }),
    },
    picture: `https://pictures.example.com/members/${id('picture')}.png`,
    liveAvailability: status === 'ACTIVE' && random() < 0.5 ? 'ONLINE' : 'OFFLINE',
    leadsVisibility: isLead || random() < 0.4 ? 'ALL' : 'ASSIGNED',
    status,
    description: random() < 0.3 ? pick(random, DESCRIPTIONS) : '',
    type: 'CUSTOMER',
    unreadMessages: random() < 0.3 ? below(random, 40) : 0,
    _role: isLead ? objectId(createdMs, plan.customerId, 'role', below(random, 2)) : plan.agentRole,
    _parent: plan.agencyId,
    createdAt: new Date(createdMs).toISOString(),
    updatedAt: new Date(Math.min(plan.todayMs, createdMs + below(random, 200 * DAY_MS))).toISOString(),
    __v: below(random, 4),
  };
  // The older published sample lacks six attributes and names another parent.
  if (shape < 0.1) return older;
  return {
    ...older,
    assignedBots: some('bot', 4),
    assignedAiAgents: some('ai agent', 2),
    chatTransferPermission: isLead || random() < 0.3 ? 'ALL' : 'ASSIGNED',
    maskedAttributes: random() < 0.15 ? ['email', 'phone'] : [],
    _department: some('department', 2),
    // Missing even from one of the newer samples.
    ...(shape < 0.8 && { _businessHours: objectId(createdMs, plan.customerId, 'business hours') }),
    _parent: plan.customerId,
  };
}

/** Mostly active; `INVITED` stands for the words nobody has documented. */
function statusOf(random: Random): string {
  const drawn = random();
  if (drawn < 0.92) return 'ACTIVE';
  return drawn < 0.985 ? 'INACTIVE' : 'INVITED';
}

/** Most people of a team share its language; everywhere some do not. */
function personOf(
  random: Random,
  business: Business,
  mayBeLong: boolean,
): { name: string; mailbox: string; phonePrefix: string } {
  const own = business.culture !== 'mixed' && random() < 0.65;
  const pool = poolOf(own ? business.culture : pick(random, allCultures));
  const draw = (names: string) => {
    const [written = '', plain = latin(written)] = pick(random, names.split(' ')).split(':');
    return { written: written.replaceAll('_', ' '), plain };
  };
  const given = draw(pool.given);
  const family = draw(pool.family);
  const mailbox = `${given.plain}.${family.plain}`;
  if (pool.familyFirst) {
    const gap = /\p{Script=Latin}/u.test(family.written) ? ' ' : '';
    return { name: family.written + gap + given.written, mailbox, phonePrefix: pool.phonePrefix };
  }
  // A few names are too long for any column.
  const isLong = mayBeLong && random() < 0.04;
  const name = isLong
    ? `${given.written} ${family.written}-${draw(pool.family).written} (covers for ${draw(pool.given).written} ${draw(pool.family).written})`
    : `${given.written} ${family.written}`;
  return { name, mailbox, phonePrefix: pool.phonePrefix };
}

/** Unique in the whole sample, since the host part is the customer's own. Outsiders have a `+`, which queries must escape. */
function emailOf({ business, taken }: TeamPlan, mailbox: string, outside: boolean): string {
  const tag = business.domain.replace(/\.example$/, '');
  for (let count = 1; ; count++) {
    const local = count === 1 ? mailbox : `${mailbox}${count}`;
    const email = outside ? `${local}+${tag}@example.com` : `${local}@${business.domain}`;
    if (taken.has(email)) continue;
    taken.add(email);
    return email;
  }
}
