import * as z from 'zod';

/**
 * An element of a list as it stands in an answer. Only what a row cannot do without is demanded; anything else may be
 * absent, `null`, or of a type that nobody foresaw, and then counts as absent: an odd attribute hides no page.
 */
export interface Row {
  readonly _id: string;
  readonly name: string;
  readonly [attribute: string]: unknown;
}

/** Demands what {@link Row} says, and tells what is wrong. What zod gives back is a copy without the other attributes. */
export const row = z.object({ _id: z.string().min(1), name: z.string() });

/** The same for whoever only wants to know: there are a hundred thousand of them. */
export function isRow(value: unknown): value is Row {
  const { _id: id, name } = attributes(value);
  return typeof id === 'string' && id !== '' && typeof name === 'string';
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The texts in a list, as one. */
export function listed(value: unknown): string | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(', ') : undefined;
}

/** How many elements a list has. */
export function count(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

/** The attributes of an object in an object; none where it is something else. */
export function attributes(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
