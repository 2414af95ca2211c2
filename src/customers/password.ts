import { randomInt } from 'node:crypto';

/** Without those that are taken for one another when they are read aloud or copied by hand. */
const KINDS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '-_.+*#%'] as const;
const LENGTH = 20;

/**
 * A new password of some 120 random bits. Which ones the service takes is UNKNOWN: this one has all four kinds of
 * characters, which is what rules for passwords usually ask for, and none that need quoting in a message.
 */
export function newPassword(): string {
  const all = KINDS.join('');
  const characters = Array.from({ length: LENGTH }, (_, at) => oneOf(KINDS[at] ?? all));
  // The first four are of a known kind each: put them anywhere.
  for (let at = LENGTH - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return characters.join('');
}

function oneOf(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
