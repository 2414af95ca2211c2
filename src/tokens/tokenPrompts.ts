import type { TokenType } from '../api/tokens.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import { typeLabel, type StoredToken } from './storedToken.ts';
import { doubtOf, origin, stateOf, theToken, type TokenState } from './tokenWords.ts';

/** Where a fetched token goes. */
export type Destination = 'clipboard' | 'vault';

const TYPES: Readonly<Record<TokenType, string>> = {
  AGENT: 'A team member with the default agent role',
  CUSTOM_USER: 'A team member with a custom role',
  CUSTOMER: 'The main customer of the account',
};

/**
 * The likeliest first: the list of members does not tell agents from custom users but by an opaque role id.
 * @param learned what worked for somebody of the same role
 */
export function askForType(
  prompts: Prompts,
  title: string,
  owner: TokenOwner,
  learned: TokenType | undefined,
): Promise<TokenType | undefined> {
  const first = owner.kind === 'customer' ? 'CUSTOMER' : learned;
  const types = Object.keys(TYPES) as TokenType[];
  const sorted = first ? [first, ...types.filter((type) => type !== first)] : types;
  const choices = sorted.map((type) => ({
    label: typeLabel(type),
    description: type === learned ? `${type}, as for others of this role` : type,
    detail: TYPES[type],
    value: type,
  }));
  return prompts.pick<TokenType>({ title, placeholder: 'Which type of user?' }, choices);
}

export async function askForDestination(prompts: Prompts, title: string): Promise<Destination | undefined> {
  return prompts.pick<Destination>({ title, placeholder: 'Where to?' }, [
    { label: '$(clippy) Copy to Clipboard', value: 'clipboard' },
    { label: '$(lock) Save in Secret Storage', value: 'vault' },
  ]);
}

/** Offers what is saved before anything is fetched. */
export function askWhetherToFetch(
  prompts: Prompts,
  title: string,
  saved: readonly StoredToken[],
): Promise<StoredToken | 'fetch' | undefined> {
  const choices = saved.map((row): Choice<StoredToken | 'fetch'> => ({
    label: '$(copy) Copy Saved Token',
    description: `${typeLabel(row.type)}, ${origin(row, Date.now())}`,
    detail: doubtOf(stateOf(row, false)) || undefined,
    value: row,
  }));
  return prompts.pick<StoredToken | 'fetch'>({ title, placeholder: 'A token of this user is saved' }, [
    ...choices,
    {
      label: '$(key) Fetch Again…',
      detail: 'May replace the old one, which then stops working wherever it is used',
      value: 'fetch',
    },
  ]);
}

export function confirmFetchingAgain(prompts: Prompts, saved: StoredToken, where: string): Promise<boolean> {
  return prompts.confirm(
    `Fetch ${theToken(saved)}${where} again?`,
    'The server may make a new one. The old one then stops working wherever it is used.',
    'Fetch Again',
  );
}

export function confirmInactive(prompts: Prompts, owner: TokenOwner, where: Destination): Promise<boolean> {
  const action = where === 'clipboard' ? 'Copy Anyway' : 'Save Anyway';
  return prompts.confirm(
    `The token of ${owner.name} is not active.`,
    'The server gave a token but says that it does not accept it. Activate it in the web panel.',
    action,
  );
}

/** Says what is wrong with a saved token before it is used. True at once where nothing is known to be. */
export async function confirmDoubtful(
  prompts: Prompts,
  saved: StoredToken,
  state: TokenState,
  action = 'Copy Anyway',
): Promise<boolean> {
  if (state === 'active' || state === 'unverified') return true;
  const doubt = state === 'inactive' ? 'not active' : 'rejected';
  return prompts.confirm(
    `The saved token of ${saved.userName} is ${doubt}.`,
    `${doubtOf(state)} Fetch it again to see where it stands.`,
    action,
  );
}

export function confirmReplacing(
  prompts: Prompts,
  saved: Pick<StoredToken, 'userName' | 'type'>,
): Promise<boolean> {
  return prompts.confirm(
    `Replace ${theToken(saved)} that is saved?`,
    'Another value is saved. It is deleted from the secret storage then, and which of the two works is not known.',
    'Replace',
  );
}

/** One of several saved tokens. */
export function pickToken(
  prompts: Prompts,
  title: string,
  offered: readonly StoredToken[],
  stateOfToken: (saved: StoredToken) => TokenState,
): Promise<StoredToken | undefined> {
  const choices = offered.map((saved) => {
    const state = stateOfToken(saved);
    return {
      label: `$(key) ${saved.userName}`,
      description: [typeLabel(saved.type), state !== 'active' && state].filter(Boolean).join(', '),
      detail: `${saved.email}, ${saved.customerName}, ${origin(saved, Date.now())}`,
      value: saved,
    };
  });
  return prompts.pick({ title, placeholder: 'Which saved token?' }, choices);
}
