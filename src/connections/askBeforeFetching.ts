import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';

/** A customer's token is needed, which may be fetched only after asking. */
export class AskBeforeFetching extends UserError {
  constructor({ name }: { readonly name: string }) {
    super(t('This fetches a new token of {0}: expand that customer to agree.', name));
  }
}
