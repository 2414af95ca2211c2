import type * as vscode from 'vscode';
import { noteItem } from './noteItemsTree.ts';
import { customerItem, memberItem, tooltipOf, type Marks } from './personItemsTree.ts';
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

/** What to know of a customer or member; notes have theirs from the start. */
export function tooltipFor(row: Row): vscode.MarkdownString | undefined {
  return row.kind === 'customer' || row.kind === 'member' ? tooltipOf(row) : undefined;
}
