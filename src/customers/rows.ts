import type { Customer } from '../api/customers.ts';
import type { TeamMember } from '../api/teamMembers.ts';

/**
 * What the customers view shows: plain data, rendered elsewhere. `id` is the service's; two connections may have the
 * same, so a row carries its connection too.
 */
export type Row = CustomerRow | MemberRow | FilterRow | NoteRow;

export interface CustomerRow {
  readonly kind: 'customer';
  readonly connectionId: string;
  readonly id: string;
  readonly customer: Customer;
}

export interface MemberRow {
  readonly kind: 'member';
  readonly connectionId: string;
  readonly id: string;
  readonly customer: Customer;
  readonly member: TeamMember;
}

/** Stands above a team that is filtered, says by what, and takes the filter away. */
interface FilterRow {
  readonly kind: 'filter';
  readonly parent: CustomerRow;
  readonly searchText: string;
}

/** Stands below what is loaded; `parent` is the customer whose team it is about, or undefined for the customers. */
export interface NoteRow {
  readonly kind: 'loading' | 'empty' | 'failed' | 'more';
  readonly parent: CustomerRow | undefined;
  /** How many rows are loaded above it. */
  readonly loaded: number;
  readonly searchText?: string | undefined;
  readonly error?: unknown;
}

/** True for what a command was called on, if that was a row of this view. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
