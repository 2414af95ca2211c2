import { attributes, count, number, text, listed, type Row } from './row.ts';

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
  /** `ASSIGNED`, `ALL`: which chats may be handed on. */
  readonly chatTransfer: string | undefined;
  /** Names of what this member does not see of contacts, such as `email, phone`; undefined where the answer lacks the field. */
  readonly masked: string | undefined;
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

/** Who a member is and how to reach it. */
export type Contact = Pick<TeamMember, 'id' | 'name' | 'email' | 'phone'>;

export function readContact(row: Row): Contact {
  const contact = attributes(row['contact']);
  return {
    id: row._id,
    name: row.name,
    email: text(contact['email']),
    phone: phoneNumber(attributes(contact['phone'])),
  };
}

export function readTeamMember(row: Row): TeamMember {
  return {
    ...readContact(row),
    availability: text(row['liveAvailability']),
    status: text(row['status']),
    leadsVisibility: text(row['leadsVisibility']),
    chatTransfer: text(row['chatTransferPermission']),
    masked: listed(row['maskedAttributes']),
    roleId: text(row['_role']),
    // The service says "none" with an empty text [DOC].
    description: row['description'] === '' ? undefined : text(row['description']),
    bots: count(row['assignedBots']),
    aiAgents: count(row['assignedAiAgents']),
    departments: count(row['_department']),
    unreadMessages: number(row['unreadMessages']),
    createdAt: text(row['createdAt']),
    updatedAt: text(row['updatedAt']),
  };
}

/** The prefix comes without its `+` [DOC]. */
function phoneNumber(phone: Readonly<Record<string, unknown>>): string | undefined {
  const digits = digitsOf(phone['number']);
  if (digits === '') return undefined;
  const prefix = digitsOf(phone['prefix']);
  return prefix === '' ? digits : `${prefix.startsWith('+') ? '' : '+'}${prefix} ${digits}`;
}

function digitsOf(value: unknown): string {
  return text(value) ?? number(value)?.toString() ?? '';
}
