import type { CustomerChanges, NewCustomer } from '../api/customers.ts';
import { t } from '../base/l10n.ts';

/** What is asked for to create a customer, as far as it is answered; it lives as long as the questions do. */
export interface NewCustomerDraft {
  readonly name: string;
  readonly email: string;
  /** Where the password comes from; undefined until that is asked. */
  readonly password: 'generated' | 'typed' | undefined;
  readonly generated: string;
  readonly typed: string;
  /** Digits, or empty. */
  readonly limit: string;
}

export const EMPTY_DRAFT: NewCustomerDraft = {
  name: '',
  email: '',
  password: undefined,
  generated: '',
  typed: '',
  limit: '',
};

export function toNewCustomer({
  name,
  email,
  password,
  generated,
  typed,
  limit,
}: NewCustomerDraft): NewCustomer {
  return {
    name: name.trim(),
    email: email.trim(),
    password: password === 'typed' ? typed : generated,
    ...(limit.trim() !== '' && { limit: Number(limit) }),
  };
}

/** What can be changed of a customer. What the server takes is UNKNOWN: these are what it tells of, and any other. */
export type Attribute = 'name' | 'email' | 'status' | 'other';

/** What is asked for to change a customer, as far as it is answered. */
export interface EditDraft {
  readonly attribute: Attribute | undefined;
  readonly name: string;
  readonly email: string;
  readonly status: string;
  readonly otherName: string;
  readonly otherValue: string;
}

export function toChanges(draft: EditDraft): CustomerChanges {
  switch (draft.attribute) {
    case 'name':
      return { name: draft.name.trim() };
    case 'email':
      // Called so where a customer is created [DOC]; how it is called in a change is UNKNOWN.
      return { username: draft.email.trim() };
    case 'status':
      return { status: draft.status.trim() };
    case 'other':
      return { [draft.otherName.trim()]: valueOf(draft.otherValue.trim()) };
    case undefined:
      return {};
  }
}

export function problemWithName(text: string): string | undefined {
  return text.trim() === '' ? t('Enter a name.') : undefined;
}

/** Lets through what the client lets through, or less: it would send nothing else. */
export function problemWithEmail(text: string): string | undefined {
  const [, local = '', host = ''] = /^([^@]*)@([^@]*)$/.exec(text.trim()) ?? [];
  const localIsFine = /^[\w'+-]+(?:\.[\w'+-]+)*$/.test(local) && !local.endsWith("'");
  const hostIsFine = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/.test(host);
  return localIsFine && hostIsFine ? undefined : t('Enter an e-mail address, such as info@example.com.');
}

/** Sent exactly as typed, so a blank at an end is more likely one of a line that was pasted. */
export function problemWithPassword(text: string): string | undefined {
  if (text === '') return t('Enter a password.');
  return text === text.trim() ? undefined : t('The password begins or ends with a blank: take it away.');
}

export function problemWithLimit(text: string): string | undefined {
  const fine = text.trim() === '' || (/^\d+$/.test(text.trim()) && Number.isSafeInteger(Number(text)));
  return fine ? undefined : t('Enter a whole number, or leave it empty.');
}

export function problemWithAttribute(text: string): string | undefined {
  const name = text.trim();
  if (!/^[A-Za-z_]\w*$/.test(name)) return t('Enter the name of one attribute: letters, digits and _.');
  return ['_id', 'id', '__proto__'].includes(name) ? t('An id cannot be changed.') : undefined;
}

/** As JSON has it where that is a number, true, false or a text in quotes; else the text as it stands. */
function valueOf(text: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (['string', 'number', 'boolean'].includes(typeof value)) return value as string | number | boolean;
  } catch {
    // Not JSON.
  }
  return text;
}
