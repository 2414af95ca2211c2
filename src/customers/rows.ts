import type { Customer } from '../api/customers.ts';
import type { TeamMember } from '../api/teamMembers.ts';
import type { Description } from '../platform/describeError.ts';
import type { Arrangement } from './arrangement.ts';
import type { Paging } from './pagedList.ts';
import type { Place } from './place.ts';

/**
 * What the customers view shows: plain data, rendered elsewhere. `id` is the service's; two connections may have the
 * same, so a row carries its connection too.
 */
export type Row =
  CustomerRow | MemberRow | PageRow | FilterRow | ShownRow | MissingRow | WaitingRow | NoteRow;

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

/** What a row that is neither is about: a customer's team, or with undefined the customers. */
interface OfList {
  readonly parent: CustomerRow | undefined;
}

/** Stands above a page where one shows at a time. */
interface PageRow extends OfList, Place {
  readonly kind: 'page';
}

/** Stands above a team that the server was asked to search, says for what, and shows everybody again. */
interface FilterRow {
  readonly kind: 'filter';
  readonly parent: CustomerRow;
  readonly searchText: string;
  readonly found: number;
  readonly complete: boolean;
}

/** Stands above rows in another order than the server's, or of which some are filtered out. */
export interface ShownRow extends OfList {
  readonly kind: 'shown';
  readonly arrangement: Arrangement;
  readonly shown: number;
  /** How many rows that is of; `complete` when there are no others. */
  readonly loaded: number;
  readonly complete: boolean;
}

/** Stands for favourites whose rows have not been read; `complete` when they are not in the list at all. */
export interface MissingRow extends OfList {
  readonly kind: 'missing';
  readonly ids: readonly string[];
  readonly complete: boolean;
}

/** Stands for a reading that goes on when the server has had its pause. */
export interface WaitingRow extends OfList {
  readonly kind: 'waiting';
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Says how a list stands, below what is loaded, or above it where that is being read anew. */
export interface NoteRow extends OfList {
  readonly kind: 'loading' | 'empty' | 'failed' | 'stopped' | 'more';
  /** How many rows are loaded. */
  readonly loaded: number;
  readonly paging: Paging;
  readonly renewing: boolean;
  readonly searchText?: string | undefined;
  readonly error?: unknown;
  /** What is to be said of the error. */
  readonly failure?: Description | undefined;
}

/** True for what a command was called on, if that was a row of this view. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** The customer whose team a command on a row is about: the one it stands under, or it is; undefined for the customers. */
export function listOf(row: unknown): CustomerRow | undefined {
  if (!isRow(row)) return undefined;
  if (row.kind === 'customer') return row;
  return 'parent' in row ? row.parent : undefined;
}

/** Which of a person's few connections; all of its id would say no more. */
const CONNECTION_LETTERS = 8;

/** The id of a row in the tree. Short, since VS Code sends it with the row, and again with each row below it. */
export function treeId(row: CustomerRow | MemberRow): string {
  const connection = row.connectionId.slice(0, CONNECTION_LETTERS);
  return row.kind === 'customer' ? `${connection}/${row.id}` : `${connection}/${row.customer.id}/${row.id}`;
}
