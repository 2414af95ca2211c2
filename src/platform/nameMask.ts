import { createHmac, randomBytes } from 'node:crypto';
import { t } from '../base/l10n.ts';
import { plainMarkdown } from './plainMarkdown.ts';
import type { NameKind } from './presentation.ts';

/** Stands for what must not be seen. */
export const HIDDEN = '••••';

interface Known {
  /** As it stands in texts. */
  readonly text: string;
  /** Where its first word begins. */
  readonly offset: number;
  readonly kind: NameKind;
  readonly code: string;
}

const WORD = /[\p{L}\p{M}\p{N}]+/u;
const STARTS_WITH_WORD = /^[\p{L}\p{M}\p{N}]/u;
const ENDS_WITH_WORD = /[\p{L}\p{M}\p{N}]$/u;

/**
 * What is masked by its shape, icons, which are no words, and words. Markdown may have put a \ before some characters.
 * An address has at most 64 characters before its @: a limit keeps long texts from being looked through again and again.
 */
const PARTS = new RegExp(
  [
    String.raw`(?<email>[\p{L}\p{M}\p{N}.;!#$%&'*+/=?^_\x60{|}~\\-]{1,128}@[\p{L}\p{M}\p{N}._\\-]*[\p{L}\p{M}\p{N}])`,
    String.raw`(?<id>(?<![\p{L}\p{N}])[0-9a-fA-F]{24}(?![\p{L}\p{N}]))`,
    String.raw`(?<phone>\+\d[\d \u00a0().\u2010-\u2015\\-]{3,}\d)`,
    String.raw`(?<icon>\$\([\w~-]+\))`,
    `(?<word>${WORD.source})`,
  ].join('|'),
  'gu',
);

/** No I, O, 0 and 1, which look alike. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * Masks names that it was told of, and what has the shape of an e-mail address, an id or a phone number. A name's mask
 * tells people apart and is the same as long as this object lives; nobody can compute it from the name.
 */
export class NameMask {
  readonly #key = randomBytes(32);
  /** Names by their first word, the longest first: a text costs as much as it has words, however many names there are. */
  readonly #names = new Map<string, Known[]>();
  /** Names without any word in them: pictures, mostly. */
  readonly #wordless: Known[] = [];

  add(name: string, kind: NameKind): void {
    const code = this.#codeOf(name);
    // Documents have names in which nothing means anything to Markdown.
    for (const text of new Set([name, plainMarkdown(name)])) {
      const first = WORD.exec(text);
      if (first) insert(this.#namesFrom(first[0]), { text, offset: first.index, kind, code });
      else if (/\p{Extended_Pictographic}/u.test(text))
        insert(this.#wordless, { text, offset: 0, kind, code });
    }
  }

  mask(text: string): string {
    let masked = '';
    let done = 0;
    PARTS.lastIndex = 0;
    for (let part = PARTS.exec(text); part; part = PARTS.exec(text)) {
      const end = part.index + part[0].length;
      const name = this.#nameAt(text, part, done);
      if (name && name.end >= end) {
        masked += this.#between(text.slice(done, name.start));
        masked += maskOf(name.known, masked);
        PARTS.lastIndex = done = name.end;
        continue;
      }
      const shape = shapeOf(part);
      if (shape === undefined) continue;
      masked += this.#between(text.slice(done, part.index)) + shape;
      done = end;
    }
    return masked + this.#between(text.slice(done));
  }

  #namesFrom(word: string): Known[] {
    const names = this.#names.get(word) ?? [];
    this.#names.set(word, names);
    return names;
  }

  /** The longest name whose first word is that of a part, where that name is no part of a longer word. */
  #nameAt(text: string, part: RegExpExecArray, from: number) {
    const word = WORD.exec(part[0]);
    if (!word) return undefined;
    const at = part.index + word.index;
    for (const known of this.#names.get(word[0]) ?? []) {
      const start = at - known.offset;
      if (start >= from && text.startsWith(known.text, start) && isWhole(text, start, known.text))
        return { known, start, end: start + known.text.length };
    }
    return undefined;
  }

  #between(text: string): string {
    let rest = text;
    for (const name of this.#wordless) rest = rest.replaceAll(name.text, maskOf(name, ''));
    return rest;
  }

  #codeOf(name: string): string {
    const bytes = createHmac('sha256', this.#key).update(name).digest();
    return [...bytes.subarray(0, 4)].map((byte) => LETTERS[byte % 32]).join('');
  }
}

/** Says whose name it is, unless the text before has just said so. */
function maskOf({ kind, code }: Known, before: string): string {
  const word = kind === 'Customer' ? t('Customer') : t('Member');
  return before.toLowerCase().endsWith(`${word.toLowerCase()} `) ? code : `${word} ${code}`;
}

function shapeOf({ groups = {} }: RegExpExecArray): string | undefined {
  if (groups['email'] !== undefined) return `${HIDDEN}@${HIDDEN}`;
  if (groups['id'] !== undefined) return HIDDEN;
  return groups['phone'] === undefined ? undefined : `+•• ${HIDDEN}`;
}

/** Whether a name that stands in a text is not the beginning or end of a longer word. */
function isWhole(text: string, start: number, name: string): boolean {
  const end = start + name.length;
  const goesOn = STARTS_WITH_WORD.test(text.slice(end, end + 2)) && ENDS_WITH_WORD.test(name);
  const began = ENDS_WITH_WORD.test(text.slice(Math.max(0, start - 2), start)) && STARTS_WITH_WORD.test(name);
  return !goesOn && !began;
}

function insert(names: Known[], name: Known): void {
  const place = names.findIndex(({ text }) => text.length < name.text.length);
  names.splice(place === -1 ? names.length : place, 0, name);
}
