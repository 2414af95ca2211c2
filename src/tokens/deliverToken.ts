import { t } from '../base/l10n.ts';
import { describeError } from '../platform/describeError.ts';
import type { SavedTokens } from './savedTokens.ts';
import type { Described, StoredToken } from './storedToken.ts';
import type { Destination } from './tokenPrompts.ts';
import { theToken } from './tokenWords.ts';

export interface Fetched {
  readonly row: Omit<Described, 'id'>;
  readonly value: string;
  /** What else there is to say of it. */
  readonly note: string;
}

/**
 * Brings a token that was just fetched where it is wanted. The fetch may have ended the one before it, so this one is
 * never let go because something failed: the other way is offered, and trying again.
 */
export async function deliverToken(saved: SavedTokens, fetched: Fetched, where: Destination): Promise<void> {
  const { row, value, note } = fetched;
  try {
    if (where === 'clipboard') await saved.copyValue(row, value, note);
    else tellOfSaved(saved, await saved.keep(row, value), note);
  } catch {
    const { message, other, offer } = insteadOf(where, row);
    const chosen = await saved.prompts.error(message, offer, t('Try Again'));
    if (chosen) await deliverToken(saved, fetched, chosen === offer ? other : where);
  }
}

/** What to say where a token could not be brought, and the other place for it. */
function insteadOf(
  where: Destination,
  row: Fetched['row'],
): { readonly message: string; readonly other: Destination; readonly offer: string } {
  return where === 'clipboard'
    ? {
        message: t(
          'Fetched {0}, but the clipboard did not take it. An older one may not work any more, so put this one somewhere now.',
          theToken(row),
        ),
        other: 'vault',
        offer: t('Save in Secret Storage'),
      }
    : {
        message: t(
          'Fetched {0}, but it could not be saved: the secret storage did not keep it, or its connection was removed. An older one may not work any more, so put this one somewhere now.',
          theToken(row),
        ),
        other: 'clipboard',
        offer: t('Copy to Clipboard'),
      };
}

/** Not awaited: the command has ended when the token is there, not when that was read. */
function tellOfSaved(saved: SavedTokens, kept: StoredToken, note: string): void {
  const message = `${t('Saved {0} in the secret storage.', theToken(kept))} ${note}`.trim();
  const copying = saved.prompts.info(message, t('Copy')).then(async (chosen) => {
    if (chosen) await saved.copy(kept);
  });
  copying.catch((error: unknown) => void saved.prompts.error(describeError(error).message));
}
