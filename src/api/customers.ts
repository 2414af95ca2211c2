import * as z from 'zod';
import { text } from './envelope.ts';

/** The path of the call that lists customers [DOC]. */
export const CUSTOMERS_PATH = '/customer/list';

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

const customer = z
  .object({
    _id: z.string().min(1),
    name: z.string(),
    contact: z.object({ email: text }).nullish(),
    verified: z.boolean().nullish(),
    status: text,
    subscriptionType: text,
    createdAt: text,
    updatedAt: text,
    lastLogin: text,
  })
  .transform(({ _id, contact, verified, ...rest }): Customer => ({
    ...rest,
    id: _id,
    email: contact?.email,
    verified: verified ?? undefined,
  }));

export const customers = z.array(customer);
