import { t } from '../base/l10n.ts';
import type { Connection, ConnectionLabel } from './connection.ts';

type Marked = Pick<Connection, 'name' | 'label' | 'readOnly'>;

/** A label as a person reads it; nothing for `none`. */
export function wordOf(label: ConnectionLabel): string | undefined {
  switch (label) {
    case 'none':
      return undefined;
    case 'production':
      return t('Production');
    case 'staging':
      return t('Staging');
    case 'test':
      return t('Test');
  }
}

/** What to be aware of while a connection is in use, in words: a colour alone is not seen by everybody. */
export function marksOf({ label, readOnly }: Pick<Marked, 'label' | 'readOnly'>): readonly string[] {
  const word = wordOf(label);
  return [...(word ? [word] : []), ...(readOnly ? [t('read-only')] : [])];
}

/** Where a connection leads, beside its name. */
export function hostOf({ kind, origin }: Pick<Connection, 'kind' | 'origin'>): string {
  return kind === 'sample' ? t('made-up customers on this machine') : new URL(origin).host;
}

/** A connection's name in a question, with what it is used for: “Acme” (production). */
export function inQuestion({ name, label }: Pick<Marked, 'name' | 'label'>): string {
  const word = wordOf(label)?.toLowerCase();
  return word ? `“${name}” (${word})` : `“${name}”`;
}
