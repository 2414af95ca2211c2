import type { Customer, CustomerChanges } from '../api/customers.ts';

/** Tokens that are saved here, without knowing what one is. */
export interface LocalTokens {
  all(connectionId: string): readonly { readonly id: string; readonly customerId: string }[];
  forget(id: string): Promise<void>;
}

/** What is known to go with a customer, and what is not known. */
export function describeDeletion({ email }: Customer, savedTokens: number): string {
  const saved = savedTokens === 1 ? 'its saved token' : `its ${savedTokens} saved tokens`;
  return [
    `The server deletes the account${email === undefined ? '' : ` of ${email}`} for everybody, and nothing here brings it back.`,
    savedTokens > 0 && `With it goes ${saved} from this computer.`,
    'What becomes of its team and its bots is not documented: count on losing them.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Says which change a server took without making it; undefined where all shows, or cannot show. */
export function notTaken(now: Customer, changes: CustomerChanges): string | undefined {
  const shown: Readonly<Record<string, string | undefined>> = {
    name: now.name,
    username: now.email,
    status: now.status,
  };
  const [missed] = Object.entries(changes).filter(
    ([key, value]) => key in shown && shown[key]?.toLowerCase() !== String(value).toLowerCase(),
  );
  if (!missed) return undefined;
  const word = missed[0] === 'username' ? 'e-mail address' : missed[0];
  return `The server took the change, and still tells the old ${word} of ${now.name}. It may not let this be changed, or do so later.`;
}
