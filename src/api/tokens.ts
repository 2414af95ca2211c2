import * as z from 'zod';

/** The path of both calls that give a permanent token: a customer's by id, a user's by e-mail and type [DOC]. */
export const USER_TOKEN_PATH = '/ext/get-user-token';

/**
 * The `type` of the token call: `AGENT` for team users with the default agent role, `CUSTOM_USER` for members with a
 * custom role, `CUSTOMER` for the main customer [DOC]. Not the `type` that a listed member carries.
 */
export type TokenType = 'AGENT' | 'CUSTOM_USER' | 'CUSTOMER';

/** A live credential. Its shape differs by kind, so nothing is asked of it but that it is there. */
export interface PermanentToken {
  readonly key: string;
  /** False for a token that the service will not accept. */
  readonly active: boolean;
}

export const tokenAnswer = z.object({
  permanentToken: z.object({ key: z.string().min(1), active: z.boolean() }),
});
