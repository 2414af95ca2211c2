import type { Customer } from '../api/customers.ts';
import type { TeamMember } from '../api/teamMembers.ts';
import { t } from '../base/l10n.ts';
import { memberWords } from './memberWords.ts';

/** A word of an open list as a person writes it: `ACTIVE` as Active, and what nobody foresaw as `NOT_VERIFIED` as Not verified. */
export function wordFor(value: string | undefined): string | undefined {
  switch (value) {
    case undefined:
    case '':
      return undefined;
    case 'ACTIVE':
      return t('Active');
    case 'INACTIVE':
      return t('Inactive');
    case 'ONLINE':
      return t('Online');
    case 'OFFLINE':
      return t('Offline');
    case 'ALL':
      return t('All');
    case 'ASSIGNED':
      return t('Assigned');
    default: {
      const words = value.replaceAll('_', ' ').toLowerCase();
      return words.charAt(0).toUpperCase() + words.slice(1);
    }
  }
}

/** Absent counts as active: the status is an open list, and only what is known to be otherwise is marked. */
export function isActive(status: string | undefined): boolean {
  return status === undefined || status === 'ACTIVE';
}

/** What a member's icon says: not active beats whether they are online. */
export function availabilityOf({
  status,
  availability,
}: Pick<TeamMember, 'status' | 'availability'>): 'online' | 'offline' | 'inactive' {
  if (!isActive(status)) return 'inactive';
  return availability === 'ONLINE' ? 'online' : 'offline';
}

/** What is known of somebody, each with its name; undefined where nothing is. */
export type Facts = readonly (readonly [name: string, value: string | undefined])[];

/** How a timestamp in ISO 8601 is written. */
type Write = (iso: string | undefined) => string | undefined;

/** The rest of a customer, for its tooltip. */
export function customerFacts(customer: Customer, write: Write = localTime): Facts {
  const { verified } = customer;
  return [
    [t('E-mail'), customer.email],
    [t('Status'), wordFor(customer.status)],
    [t('Account verified'), verified === undefined ? undefined : verified ? t('yes') : t('no')],
    [t('Subscription'), customer.subscriptionType],
    [t('Created'), write(customer.createdAt)],
    [t('Updated'), write(customer.updatedAt)],
    [t('Last login'), write(customer.lastLogin)],
    [t('ID'), customer.id],
  ];
}

/** The rest of a team member, for the tooltip. */
export function memberFacts(member: TeamMember, customer: Customer, write: Write = localTime): Facts {
  const names = memberWords();
  return [
    [t('Customer'), customer.name],
    [names.email, member.email],
    [names.phone, member.phone],
    [names.availability, wordFor(member.availability)],
    [names.status, wordFor(member.status)],
    [names.leadsVisibility, wordFor(member.leadsVisibility)],
    [names.chatTransfer, wordFor(member.chatTransfer)],
    [names.masked, said(member.masked)],
    [names.bots, member.bots?.toString()],
    [names.aiAgents, member.aiAgents?.toString()],
    [names.departments, member.departments?.toString()],
    [names.unreadMessages, member.unreadMessages?.toString()],
    [names.roleId, member.roleId],
    [names.description, said(member.description)],
    [names.createdAt, write(member.createdAt)],
    [names.updatedAt, write(member.updatedAt)],
    [t('ID'), member.id],
  ];
}

/** An empty text, or list, says nothing: a name without a value behind it would look like a mistake. */
const said = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** A timestamp in local time; one that cannot be read is shown as it came. */
export function localTime(iso: string | undefined): string | undefined {
  if (iso === undefined) return undefined;
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
