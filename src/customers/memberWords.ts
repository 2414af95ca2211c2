import type { TeamMember } from '../api/teamMembers.ts';
import { t } from '../base/l10n.ts';

/** What a person calls that which is known of a member; the compiler demands a word for each. */
export function memberWords(): Readonly<Record<keyof TeamMember, string>> {
  return {
    id: t('Member ID'),
    name: t('Name'),
    email: t('E-mail'),
    phone: t('Phone'),
    availability: t('Availability'),
    status: t('Status'),
    leadsVisibility: t('Sees leads'),
    chatTransfer: t('Hands on chats'),
    masked: t('Does not see'),
    roleId: t('Role ID'),
    description: t('Description'),
    bots: t('Assigned bots'),
    aiAgents: t('Assigned AI agents'),
    departments: t('Departments'),
    unreadMessages: t('Unread messages'),
    createdAt: t('Created'),
    updatedAt: t('Updated'),
  };
}
