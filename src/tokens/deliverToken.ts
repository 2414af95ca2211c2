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
    const { failed, other, offer } = INSTEAD[where];
    const message = `Fetched ${theToken(row)}, but ${failed}. An older one may not work any more, so put this one somewhere now.`;
    const chosen = await saved.prompts.error(message, offer, 'Try Again');
    if (chosen) await deliverToken(saved, fetched, chosen === offer ? other : where);
  }
}

const INSTEAD = {
  clipboard: {
    failed: 'the clipboard did not take it',
    other: 'vault',
    offer: 'Save in Secret Storage',
  },
  vault: {
    failed: 'it could not be saved: the secret storage did not keep it, or its connection was removed',
    other: 'clipboard',
    offer: 'Copy to Clipboard',
  },
} as const satisfies Record<Destination, { failed: string; other: Destination; offer: string }>;

/** Not awaited: the command has ended when the token is there, not when that was read. */
function tellOfSaved(saved: SavedTokens, kept: StoredToken, note: string): void {
  const message = `Saved ${theToken(kept)} in the secret storage. ${note}`.trim();
  const copying = saved.prompts.info(message, 'Copy').then(async (chosen) => {
    if (chosen === 'Copy') await saved.copy(kept);
  });
  copying.catch((error: unknown) => void saved.prompts.error(describeError(error).message));
}
