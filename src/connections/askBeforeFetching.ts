import { UserError } from '../base/userError.ts';

/** A customer's token is needed, which may be fetched only after asking. */
export class AskBeforeFetching extends UserError {
  constructor({ name }: { readonly name: string }) {
    super(`Nothing was read: that fetches a new token of ${name}. Expand this customer to agree.`);
  }
}
