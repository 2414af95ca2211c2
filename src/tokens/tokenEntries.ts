const TOKEN = 'partnerConsole.token.';
const FORGOTTEN = 'partnerConsole.forgotten.';

/** The secret storage's entry of a saved token. */
export function tokenEntry(id: string): string {
  return TOKEN + id;
}

/** The entry that says of a token that it was forgotten. */
export function forgottenEntry(id: string): string {
  return FORGOTTEN + id;
}

/** The id of the token that an entry is about: its value, or the mark that it was forgotten. */
export function tokenIdOf(entry: string): string | undefined {
  const prefix = [TOKEN, FORGOTTEN].find((each) => entry.startsWith(each));
  return prefix && entry.slice(prefix.length);
}

export function isTokenEntry(entry: string): boolean {
  return entry.startsWith(TOKEN);
}
