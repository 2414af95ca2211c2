import type { TeamMember } from '../api/teamMembers.ts';

/** The columns before those of a member. */
export const CUSTOMER_COLUMNS = ['Customer ID', 'Customer'] as const;

/**
 * All that is known of a member, by the name of its column; the compiler demands one for each. The same in every
 * language, since programs find a column by it.
 */
export const MEMBER_COLUMNS = {
  id: 'Member ID',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  availability: 'Availability',
  status: 'Status',
  leadsVisibility: 'Sees leads',
  chatTransfer: 'Hands on chats',
  masked: 'Does not see',
  roleId: 'Role ID',
  description: 'Description',
  bots: 'Assigned bots',
  aiAgents: 'Assigned AI agents',
  departments: 'Departments',
  unreadMessages: 'Unread messages',
  createdAt: 'Created',
  updatedAt: 'Updated',
} as const satisfies Record<keyof TeamMember, string>;
