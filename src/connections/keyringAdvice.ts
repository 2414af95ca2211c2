import type { Disposable } from '../base/disposable.ts';
import type { KeyringPlace } from '../platform/describeKeyring.ts';
import type { Keyring } from '../platform/keyring.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { ActiveConnection } from './activeConnection.ts';

export interface KeyringAdviceOptions {
  readonly active: Pick<ActiveConnection, 'state' | 'onDidChange'>;
  readonly keyring: Pick<Keyring, 'health'>;
  readonly prompts: Pick<Prompts, 'error'>;
  readonly place: KeyringPlace;
}

/** Says once, where a key turns out to be missing, what happened to all secrets and what to do about it. */
export function adviseOnKeyring({ active, keyring, prompts, place }: KeyringAdviceOptions): Disposable {
  let said = false;
  const advise = async (): Promise<void> => {
    const { adviceFor } = await import('../platform/describeKeyring.ts');
    const advice = adviceFor(keyring.health, place);
    if (said || advice === undefined) return;
    said = true;
    await prompts.error(advice);
  };
  return active.onDidChange(() => {
    if (!said && active.state === 'keyMissing') advise().catch(() => undefined);
  });
}
