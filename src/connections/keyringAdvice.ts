import type { Disposable } from '../base/disposable.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { KeyringPlace } from '../platform/describeKeyring.ts';
import type { Keyring } from '../platform/keyring.ts';
import type { ActiveConnection } from './activeConnection.ts';

export interface KeyringAdviceOptions {
  readonly active: Pick<ActiveConnection, 'state' | 'onDidChange'>;
  readonly keyring: Pick<Keyring, 'health'>;
  readonly place: KeyringPlace;
  /** Shows it, with its next step as a button. */
  readonly tell: (advice: UserError) => Promise<void>;
}

/** Says once, where a key turns out to be missing, what happened to all secrets and what to do about it. */
export function adviseOnKeyring({ active, keyring, place, tell }: KeyringAdviceOptions): Disposable {
  let said = false;
  const advise = async (): Promise<void> => {
    const { adviceFor } = await import('../platform/describeKeyring.ts');
    const advice = adviceFor(keyring.health, place);
    if (said || advice === undefined) return;
    said = true;
    // A message without a button shows its first line only, and this one has more to say.
    await tell(new UserError(advice, [Command.replaceKey]));
  };
  return active.onDidChange(() => {
    if (!said && active.state === 'keyMissing') advise().catch(() => undefined);
  });
}
