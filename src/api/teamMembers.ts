import * as z from 'zod';
import { text, type ListShape } from './envelope.ts';

/** The path of the call that lists the team of whoever's token is sent [DOC]. */
export const TEAM_MEMBERS_PATH = '/custom-user';

/** A member of a customer's team, as `GET /custom-user` describes it [DOC]; the service says "custom user". */
export interface TeamMember {
  /** 24 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** Prefix and number, as in `+91 9876543210`. */
  readonly phone: string | undefined;
  /** `ONLINE`, `OFFLINE`; an open list, as are the words below. */
  readonly availability: string | undefined;
  /** `ACTIVE`, `INACTIVE`. */
  readonly status: string | undefined;
  /** `ALL`, `ASSIGNED`. */
  readonly leadsVisibility: string | undefined;
  /** An opaque id; no role name is to be had anywhere. */
  readonly roleId: string | undefined;
  readonly description: string | undefined;
  /** How many bots, AI agents and departments are assigned; undefined where the answer lacks the field. */
  readonly bots: number | undefined;
  readonly aiAgents: number | undefined;
  readonly departments: number | undefined;
  readonly unreadMessages: number | undefined;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
}

// Lists that the older published sample lacks: absent is not the same as empty.
const list = z.array(z.unknown()).nullish();

const digits = z.union([z.string(), z.number()]).nullish();
const phone = z.object({ prefix: digits, number: digits }).nullish();

const teamMember = z.object({
  _id: z.string().min(1),
  name: z.string(),
  contact: z.object({ email: text, phone }).nullish(),
  liveAvailability: text,
  status: text,
  leadsVisibility: text,
  _role: text,
  description: text,
  assignedBots: list,
  assignedAiAgents: list,
  _department: list,
  unreadMessages: z.number().nullish(),
  createdAt: text,
  updatedAt: text,
});
type Wire = z.infer<typeof teamMember>;

const read = (wire: Wire): TeamMember => ({
  id: wire._id,
  name: wire.name,
  email: wire.contact?.email ?? undefined,
  phone: phoneNumber(wire.contact?.phone),
  availability: wire.liveAvailability ?? undefined,
  status: wire.status ?? undefined,
  leadsVisibility: wire.leadsVisibility ?? undefined,
  roleId: wire._role ?? undefined,
  description: wire.description === '' ? undefined : (wire.description ?? undefined),
  bots: wire.assignedBots?.length,
  aiAgents: wire.assignedAiAgents?.length,
  departments: wire._department?.length,
  unreadMessages: wire.unreadMessages ?? undefined,
  createdAt: wire.createdAt ?? undefined,
  updatedAt: wire.updatedAt ?? undefined,
});

/** The prefix comes without its `+` [DOC]. */
function phoneNumber(value: z.infer<typeof phone>): string | undefined {
  if (!value?.number) return undefined;
  return value.prefix ? `+${String(value.prefix).replace(/^\+/, '')} ${value.number}` : String(value.number);
}

export const teamMembers: ListShape<Wire, TeamMember> = { schema: z.array(teamMember), read };
