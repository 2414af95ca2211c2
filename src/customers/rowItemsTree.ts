import type * as vscode from 'vscode';
import { noteItem } from './noteItemsTree.ts';
import { clickOf, customerItem, memberItem, tooltipOf, type Marks } from './personItemsTree.ts';
import type { Presentation } from '../platform/presentation.ts';
import { presentedItem } from '../platform/presentedItem.ts';
import type { Row } from './rows.ts';

/** How a row shows. Loaded with the first row that does. */
export function itemFor(row: Row, marks: Marks, presentation: Presentation): vscode.TreeItem {
  return presentedItem(itemOf(row, marks), presentation);
}

function itemOf(row: Row, marks: Marks): vscode.TreeItem {
  if (row.kind === 'customer') return customerItem(row, marks);
  if (row.kind === 'member') return memberItem(row, marks);
  return noteItem(row);
}

/**
 * What a customer or member has only when it is pointed at or clicked: for a thousand rows that would take as long as
 * all the rest. Notes have theirs from the start.
 */
export function resolveItem(item: vscode.TreeItem, row: Row, { on }: Pick<Presentation, 'on'>): void {
  if (row.kind !== 'customer' && row.kind !== 'member') return;
  // While presenting, the row itself says enough.
  if (!on) item.tooltip = tooltipOf(row);
  const click = clickOf(row);
  if (click) item.command = click;
}
