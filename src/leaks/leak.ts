import { t } from '../base/l10n.ts';
import type { GitView } from '../platform/gitView.ts';

/** What a credential that is kept here is, in the words that may be shown: never its value. */
export interface Guarded {
  readonly kind: 'token' | 'partnerKey';
  /** Whose token, or the name of the connection. */
  readonly whose: string;
}

/** What the Problems view shows behind each of our marks. */
export const LEAK_SOURCE = 'Partner Console';

/** Tells the marks apart; `shape` is of a token that is not kept here. */
export type LeakCode = Guarded['kind'] | 'shape';

/** What is said of a credential in a file. `isPlace` is of {@link isPlaceForTokens}. */
export function describeLeak(
  what: Guarded | undefined,
  gitView: GitView,
  isPlace: boolean,
): { readonly code: LeakCode; readonly message: string } {
  const where = whatToDo(gitView, isPlace);
  const is = what ? SENTENCES[what.kind](what.whose) : t('This has the shape of a permanent token.');
  return { code: what?.kind ?? 'shape', message: `${is} ${where}` };
}

function whatToDo(gitView: GitView, isPlace: boolean): string {
  if (gitView === 'ignored') return t('Git ignores this file, so it stays on this machine.');
  if (!isPlace) return t('Whoever gets this file can use it: put a reference in its place.');
  return gitView === 'tracked'
    ? t(
        'Git tracks this file, whatever .gitignore says: run “git rm --cached” on it, then add it to .gitignore. Earlier commits have it still.',
      )
    : t('Keep this file out of git: add it to .gitignore.');
}

const SENTENCES: Readonly<Record<Guarded['kind'], (whose: string) => string>> = {
  token: (whose) => t('This is the saved token of {0}, a live credential.', whose),
  partnerKey: (whose) => t('This is the partner key of “{0}”, a live credential.', whose),
};

/**
 * Whether a file is one that people keep credentials in on purpose. Where git ignores it, nothing is wrong. Not those
 * that show others what to fill in.
 */
export function isPlaceForTokens(path: string): boolean {
  return /\/\.env(\.[^/]+)?$/.test(path) && !/\.(example|sample|template|dist|defaults?)$/.test(path);
}
