/** Letters that are no plain letter with a mark on it, and so survive the decomposition below. */
const ALONE: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
};
const THESE = new RegExp(`[${Object.keys(ALONE).join('')}]`, 'g');
const PLAIN = /^[\x20-\x7e]*$/;

/** A text without case and accents, for comparing: `Łukasz` and `lukasz` are the same, as are `Béranger` and `BERANGER`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(THESE, (letter) => ALONE[letter] ?? letter);
}

/** The words of a text, folded: runs of letters and digits. */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  // The second one takes three times as long.
  return folded.match(PLAIN.test(folded) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) ?? [];
}
