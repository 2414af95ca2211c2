import * as z from 'zod';
import type { Detail } from './errors.ts';
import { attributes, text, type Row } from './row.ts';

/** The path of the call that lists customers [DOC]. */
export const CUSTOMERS_PATH = '/customer/list';

/** The paths that create a customer: one page of the documentation has the first, an older one the second [DOC]. */
export type CreateCustomerPath = '/customer/create' | '/customer';

/** The path of one customer, to change or delete it [DOC]; its template where no value may stand. */
export const customerPath = (id: string): string => `/customer/${id}`;
export const CUSTOMER_PATH_TEMPLATE = customerPath('{id}');

/** A customer of the partner, as `GET /customer/list` describes it [DOC]. */
export interface Customer {
  /** 24 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly verified: boolean | undefined;
  /** `ACTIVE`, `INACTIVE`, … an open list. */
  readonly status: string | undefined;
  readonly subscriptionType: string | undefined;
  /** ISO 8601 in UTC, with milliseconds, as are the two below. */
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
  readonly lastLogin: string | undefined;
}

/** A customer to be created, as `POST /customer/create` takes it [DOC]. */
export interface NewCustomer {
  /** Sent as `username`; the answer has it in lower case. */
  readonly email: string;
  readonly name: string;
  /** Sent once, kept nowhere. */
  readonly password: string;
  /** On an older page only: an integer of unknown meaning. */
  readonly limit?: number | undefined;
}

/** Attributes of a customer to be changed. Which ones the server takes is undocumented: whatever stands here is sent. */
export type CustomerChanges = Readonly<Record<string, string | number | boolean>>;

/** Has the compiler know the words that become an error's. */
const detail = (words: Detail): Detail => words;

/** What may be sent; a message says what is wrong and never with which value. */
export const newCustomer = z
  .object({
    email: z.email(detail('the e-mail address is not one')),
    name: z.string().trim().min(1, detail('the name is empty')),
    password: z.string().min(1, detail('the password is empty')),
    limit: z
      .int(detail('the limit is not a whole number'))
      .nonnegative(detail('the limit is below zero'))
      .optional(),
  })
  .transform(({ email, ...rest }) => ({ username: email, ...rest }));

export const customerChanges = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .refine((changes) => Object.keys(changes).length > 0, detail('there is nothing to change'))
  .refine((changes) => !('_id' in changes), detail('an id cannot be changed'));

/** Ids are of 24 hexadecimal digits [DOC]; they become part of a path, so that nothing else may be one. */
export const customerId = z
  .string()
  .regex(/^[0-9a-f]{24}$/i, detail('the id is not of 24 hexadecimal digits'));

export function readCustomer(row: Row): Customer {
  return {
    id: row._id,
    name: row.name,
    email: text(attributes(row['contact'])['email']),
    verified: typeof row['verified'] === 'boolean' ? row['verified'] : undefined,
    status: text(row['status']),
    subscriptionType: text(row['subscriptionType']),
    createdAt: text(row['createdAt']),
    updatedAt: text(row['updatedAt']),
    lastLogin: text(row['lastLogin']),
  };
}
