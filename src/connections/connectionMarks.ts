import type { Connection, ConnectionLabel } from './connection.ts';

type Marked = Pick<Connection, 'name' | 'label' | 'readOnly'>;

/** A label as a person reads it; nothing for `none`. */
export const LABEL_WORDS: Readonly<Record<ConnectionLabel, string | undefined>> = {
  none: undefined,
  production: 'Production',
  staging: 'Staging',
  test: 'Test',
};

/** What to be aware of while a connection is in use, in words: a colour alone is not seen by everybody. */
export function marksOf({ label, readOnly }: Pick<Marked, 'label' | 'readOnly'>): readonly string[] {
  const word = LABEL_WORDS[label];
  return [...(word ? [word] : []), ...(readOnly ? ['read-only'] : [])];
}

/** Where a connection leads, beside its name. */
export function hostOf({ kind, origin }: Pick<Connection, 'kind' | 'origin'>): string {
  return kind === 'sample' ? 'made-up customers on this machine' : new URL(origin).host;
}

/** A connection's name in a question, with what it is used for: “Acme” (production). */
export function inQuestion({ name, label }: Pick<Marked, 'name' | 'label'>): string {
  const word = LABEL_WORDS[label]?.toLowerCase();
  return word ? `“${name}” (${word})` : `“${name}”`;
}
