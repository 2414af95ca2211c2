import type { ApiError } from '../api/errors.ts';
import type { Disposable } from '../base/disposable.ts';
import type { ActiveConnection } from './activeConnection.ts';

/** Tells once of each key that the server rejected, whichever call met that: also one that no command made. */
export function tellOfRejectedKeys(
  active: Pick<ActiveConnection, 'session' | 'onDidChange'>,
  tell: (rejection: ApiError) => void,
): Disposable {
  let told: ApiError | undefined;
  return active.onDidChange(() => {
    const rejection = active.session?.fares.rejection;
    if (!rejection || rejection === told) return;
    told = rejection;
    tell(rejection);
  });
}
