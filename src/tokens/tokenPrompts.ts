import type { TokenType } from '../api/tokens.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import type { Prompts } from '../platform/prompts.ts';

/** Where a fetched token goes. */
export type Destination = 'clipboard' | 'vault';

/** The likeliest first. The list of members does not tell agents from custom users but by an opaque role id. */
export async function askForType(
  prompts: Prompts,
  title: string,
  owner: TokenOwner,
): Promise<TokenType | undefined> {
  const agent = {
    label: 'Agent',
    description: 'AGENT',
    detail: 'A team member with the default agent role',
    value: 'AGENT' as const,
  };
  const custom = {
    label: 'Custom user',
    description: 'CUSTOM_USER',
    detail: 'A team member with a custom role',
    value: 'CUSTOM_USER' as const,
  };
  const customer = {
    label: 'Customer',
    description: 'CUSTOMER',
    detail: 'The main customer of the account',
    value: 'CUSTOMER' as const,
  };
  const choices = owner.kind === 'customer' ? [customer, agent, custom] : [agent, custom, customer];
  return prompts.pick<TokenType>({ title, placeholder: 'Which type of user?' }, choices);
}

export async function askForDestination(prompts: Prompts, title: string): Promise<Destination | undefined> {
  return prompts.pick<Destination>({ title, placeholder: 'Where to?' }, [
    { label: '$(clippy) Copy to Clipboard', value: 'clipboard' },
    { label: '$(lock) Save in Secret Storage', value: 'vault' },
  ]);
}

export function confirmInactive(prompts: Prompts, owner: TokenOwner, where: Destination): Promise<boolean> {
  const action = where === 'clipboard' ? 'Copy Anyway' : 'Save Anyway';
  return prompts.confirm(
    `The token of ${owner.name} is not active.`,
    'The server gave a token but says that it does not accept it. Activate it in the web panel.',
    action,
  );
}
