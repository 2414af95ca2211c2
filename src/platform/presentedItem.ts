import type { TreeItem } from 'vscode';
import { HIDDEN } from './nameMask.ts';
import type { Presentation } from './presentation.ts';

/** What of a row is read. */
type Words = Pick<TreeItem, 'label' | 'description' | 'tooltip' | 'accessibilityInformation'>;

/** A row as it shows: while presenting, with names masked, and with what was searched for hidden, which is in “quotes”. */
export function presentedItem<I extends Words>(item: I, presentation: Pick<Presentation, 'on' | 'mask'>): I {
  if (!presentation.on) return item;
  const mask = (text: string): string => presentation.mask(withoutQuoted(text, presentation));
  const label = mask(typeof item.label === 'string' ? item.label : (item.label?.label ?? ''));
  const description = typeof item.description === 'string' ? mask(item.description) : undefined;
  item.label = label;
  if (description !== undefined) item.description = description;
  // The facts in it are another's life: the row itself says enough.
  if (item.tooltip !== undefined) item.tooltip = [label, description].filter(Boolean).join('\n');
  const { accessibilityInformation: spoken } = item;
  if (spoken) item.accessibilityInformation = { ...spoken, label: mask(spoken.label) };
  return item;
}

/** What was searched for stands in “quotes”, in rows and behind the label of a choice. */
export function withoutQuoted(text: string, { on }: Pick<Presentation, 'on'>): string {
  return on ? text.replaceAll(/“[^”]*”/g, `“${HIDDEN}”`) : text;
}
