import type { TokenType } from '../api/tokens.ts';
import { t } from '../base/l10n.ts';
import type { TokenOwner } from '../connections/tokenOwner.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import type { StoredToken } from './storedToken.ts';
import { doubtOf, origin, stateOf, stateWord, theToken, typeLabel, type TokenState } from './tokenWords.ts';

/** Where a fetched token goes. */
export type Destination = 'clipboard' | 'vault';

const TYPES: Readonly<Record<TokenType, () => string>> = {
  AGENT: () => t('A team member with the default agent role'),
  CUSTOM_USER: () => t('A team member with a custom role'),
  CUSTOMER: () => t('The main customer of the account'),
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
    description: type === learned ? t('{0}, as for others of this role', type) : type,
    detail: TYPES[type](),
    value: type,
  }));
  return prompts.pick<TokenType>({ title, placeholder: t('Which type of user?') }, choices);
}

export async function askForDestination(prompts: Prompts, title: string): Promise<Destination | undefined> {
  return prompts.pick<Destination>({ title, placeholder: t('Where to?') }, [
    { label: `$(clippy) ${t('Copy to Clipboard')}`, value: 'clipboard' },
    { label: `$(lock) ${t('Save in Secret Storage')}`, value: 'vault' },
  ]);
}

/** Offers what is saved before anything is fetched. */
export function askWhetherToFetch(
  prompts: Prompts,
  title: string,
  saved: readonly StoredToken[],
): Promise<StoredToken | 'fetch' | undefined> {
  const choices = saved.map((row): Choice<StoredToken | 'fetch'> => ({
    label: `$(copy) ${t('Copy Saved Token')}`,
    description: `${typeLabel(row.type)}, ${origin(row, Date.now())}`,
    detail: doubtOf(stateOf(row, false)) || undefined,
    value: row,
  }));
  return prompts.pick<StoredToken | 'fetch'>({ title, placeholder: t('A token of this user is saved') }, [
    ...choices,
    {
      label: `$(key) ${t('Fetch Again…')}`,
      detail: t('May replace the old one, which then stops working wherever it is used'),
      value: 'fetch',
    },
  ]);
}

/** @param production the connection, where that is one for production */
export function confirmFetchingAgain(
  prompts: Prompts,
  saved: StoredToken,
  production: string | undefined,
): Promise<boolean> {
  return prompts.confirm(
    production
      ? t('Fetch {0} on {1} again?', theToken(saved), production)
      : t('Fetch {0} again?', theToken(saved)),
    t('The server may make a new one. The old one then stops working wherever it is used.'),
    t('Fetch Again'),
  );
}

export function confirmInactive(prompts: Prompts, owner: TokenOwner, where: Destination): Promise<boolean> {
  const action = where === 'clipboard' ? t('Copy Anyway') : t('Save Anyway');
  return prompts.confirm(
    t('The token of {0} is not active.', owner.name),
    t('The server gave a token but says that it does not accept it. Activate it in the web panel.'),
    action,
  );
}

/** Says what is wrong with a saved token before it is used. True at once where nothing is known to be. */
export async function confirmDoubtful(
  prompts: Prompts,
  saved: StoredToken,
  state: TokenState,
  action = t('Copy Anyway'),
): Promise<boolean> {
  if (state === 'active' || state === 'unverified') return true;
  return prompts.confirm(
    state === 'inactive'
      ? t('The saved token of {0} is not active.', saved.userName)
      : t('The saved token of {0} is rejected.', saved.userName),
    `${doubtOf(state)} ${t('Fetch it again to see where it stands.')}`,
    action,
  );
}

export function confirmReplacing(
  prompts: Prompts,
  saved: Pick<StoredToken, 'userName' | 'type'>,
): Promise<boolean> {
  return prompts.confirm(
    t('Replace {0} that is saved?', theToken(saved)),
    t(
      'Another value is saved. It is deleted from the secret storage then, and which of the two works is not known.',
    ),
    t('Replace'),
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
      description: [typeLabel(saved.type), state !== 'active' && stateWord(state)].filter(Boolean).join(', '),
      detail: `${saved.email}, ${saved.customerName}, ${origin(saved, Date.now())}`,
      value: saved,
    };
  });
  return prompts.pick({ title, placeholder: t('Which saved token?') }, choices);
}
