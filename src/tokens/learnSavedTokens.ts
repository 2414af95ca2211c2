import type { Disposable } from '../base/disposable.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { TokenVault } from './tokenVault.ts';

/** Has presentation mode know the names that come with saved tokens, of earlier days and other windows too. */
export function learnSavedTokens(vault: TokenVault, presentation: Pick<Presentation, 'learn'>): Disposable {
  const learn = (): void => {
    for (const { customerId, customerName, userId, userName } of vault.all()) {
      presentation.learn('Customer', customerName);
      presentation.learn(userId === customerId ? 'Customer' : 'Member', userName);
    }
  };
  learn();
  return vault.onDidChange(learn);
}
