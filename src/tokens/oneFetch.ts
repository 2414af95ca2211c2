import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';

/** Lets one token be fetched at a time: each fetch may mint a token, so none happens while nobody looks. */
export class OneFetch {
  #whose: string | undefined;

  /** @throws UserError while another token is being fetched. */
  assertFree(): void {
    if (this.#whose === undefined) return;
    throw new UserError(
      t(
        'The token of {0} is being fetched. Tokens are fetched one at a time: try again when it is here.',
        this.#whose,
      ),
    );
  }

  /** @throws UserError while another token is being fetched; nothing is asked of the server then. */
  async run<T>(whose: string, fetch: () => Promise<T>): Promise<T> {
    this.assertFree();
    this.#whose = whose;
    try {
      return await fetch();
    } finally {
      this.#whose = undefined;
    }
  }
}
