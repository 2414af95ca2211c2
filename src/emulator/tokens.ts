import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LETTERS_AND_DIGITS = 229;

/**
 * The token of an account, in the shape of the two published ones [DOC]: 229 letters and digits, `_`, 24 lower-case
 * hex digits, `_c`. Derived, so that no token stands in a source file and a seed always gives the same ones. The hex
 * digits are not an id: nobody knows what they are in the real ones.
 *
 * @param generation counts the replacements of the account's token, from 0
 */
export function deriveToken(seed: string, accountId: string, generation: number): string {
  const block = (part: string) =>
    createHmac('sha512', seed).update(`${accountId}/${generation}/${part}`).digest();
  const bytes = Buffer.concat(['a', 'b', 'c', 'd'].map(block)).subarray(0, LETTERS_AND_DIGITS);
  const body = Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return `${body}_${block('tail').toString('hex', 0, 12)}_c`;
}
