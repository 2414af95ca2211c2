import type { Disposable } from '../base/disposable.ts';
import { adviceFor, type KeyringPlace } from '../platform/describeKeyring.ts';
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
  return active.onDidChange(() => {
    if (said || active.state !== 'keyMissing') return;
    const advice = adviceFor(keyring.health, place);
    if (advice === undefined) return;
    said = true;
    prompts.error(advice).catch(() => undefined);
  });
}
