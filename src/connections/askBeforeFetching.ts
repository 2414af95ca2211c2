import { UserError } from '../base/userError.ts';

/** A customer's token is needed, which may be fetched only after asking. */
export class AskBeforeFetching extends UserError {
  constructor({ name }: { readonly name: string }) {
    super(`This fetches a new token of ${name}: expand that customer to agree.`);
  }
}
