import { t } from '../base/l10n.ts';
import type { Customer, CustomerChanges } from '../api/customers.ts';

/** Tokens that are saved here, without knowing what one is. */
export interface LocalTokens {
  all(connectionId: string): readonly { readonly id: string; readonly customerId: string }[];
  forget(id: string): Promise<void>;
}

/** What is known to go with a customer, and what is not known. */
export function describeDeletion({ email }: Customer, savedTokens: number): string {
  return [
    email === undefined
      ? t('The server deletes the account for everybody, and nothing here brings it back.')
      : t('The server deletes the account of {0} for everybody, and nothing here brings it back.', email),
    savedTokens === 1 && t('With it goes its saved token from this computer.'),
    savedTokens > 1 && t('With it go its {0} saved tokens from this computer.', savedTokens),
    t('What becomes of its team and its bots is not documented: count on losing them.'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Says which change a server took without making it; undefined where all shows, or cannot show. */
export function notTaken(now: Customer, changes: CustomerChanges): string | undefined {
  const { name, email, status } = now;
  const shown: Readonly<Record<string, string | undefined>> = { name, username: email, status };
  const [missed] = Object.entries(changes).filter(
    ([key, value]) => key in shown && shown[key]?.toLowerCase() !== String(value).toLowerCase(),
  );
  switch (missed?.[0]) {
    case 'name':
      return t(
        'The server took the change, and still tells the old name of {0}. It may not let this be changed, or do so later.',
        name,
      );
    case 'username':
      return t(
        'The server took the change, and still tells the old e-mail address of {0}. It may not let this be changed, or do so later.',
        name,
      );
    case 'status':
      return t(
        'The server took the change, and still tells the old status of {0}. It may not let this be changed, or do so later.',
        name,
      );
    case undefined:
    default:
      return undefined;
  }
}
