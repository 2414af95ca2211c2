import type { Customer } from '../api/customers.ts';
import type { TeamMember } from '../api/teamMembers.ts';

/** A word of an open list as a person writes it: `ACTIVE` as Active, `NOT_VERIFIED` as Not verified. */
export function wordFor(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  const words = value.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Absent counts as active: the status is an open list, and only what is known to be otherwise is marked. */
export function isActive(status: string | undefined): boolean {
  return status === undefined || status === 'ACTIVE';
}

/** What a member's icon says: not active beats whether they are online. */
export function availabilityOf({ status, availability }: TeamMember): 'online' | 'offline' | 'inactive' {
  if (!isActive(status)) return 'inactive';
  return availability === 'ONLINE' ? 'online' : 'offline';
}

/** What is known of somebody, by name; undefined where nothing is. */
export type Facts = Readonly<Record<string, string | undefined>>;

/** How a timestamp in ISO 8601 is written. */
type Write = (iso: string | undefined) => string | undefined;

/** The rest of a customer, for its tooltip. */
export function customerFacts(customer: Customer, write: Write = localTime): Facts {
  return {
    'E-mail': customer.email,
    Status: wordFor(customer.status),
    Verified: customer.verified === undefined ? undefined : customer.verified ? 'yes' : 'no',
    Subscription: customer.subscriptionType,
    Created: write(customer.createdAt),
    Updated: write(customer.updatedAt),
    'Last login': write(customer.lastLogin),
    ID: customer.id,
  };
}

/** The rest of a team member, for the tooltip. */
export function memberFacts(member: TeamMember, customer: Customer, write: Write = localTime): Facts {
  return {
    Customer: customer.name,
    'E-mail': member.email,
    Phone: member.phone,
    Availability: wordFor(member.availability),
    Status: wordFor(member.status),
    'Sees leads': wordFor(member.leadsVisibility),
    'Hands on chats': wordFor(member.chatTransfer),
    'Does not see': member.masked,
    'Assigned bots': member.bots?.toString(),
    'Assigned AI agents': member.aiAgents?.toString(),
    Departments: member.departments?.toString(),
    'Unread messages': member.unreadMessages?.toString(),
    'Role ID': member.roleId,
    Description: member.description,
    Created: write(member.createdAt),
    Updated: write(member.updatedAt),
    ID: member.id,
  };
}

/** A timestamp in local time; one that cannot be read is shown as it came. */
export function localTime(iso: string | undefined): string | undefined {
  if (iso === undefined) return undefined;
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
