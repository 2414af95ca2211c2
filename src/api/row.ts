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

/**
 * Demands what {@link Row} says. It is for checking only: what zod gives back is a copy without the other attributes,
 * and a schema of all of them would take a seventh of the time that reading a page takes.
 */
export const row = z.object({ _id: z.string().min(1), name: z.string() });

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
