import type * as vscode from 'vscode';
import { noteItem } from './noteItemsTree.ts';
import { customerItem, memberItem, type Marks } from './personItemsTree.ts';
import type { Row } from './rows.ts';

/** How a row shows. Loaded with the first row that does. */
export function itemFor(row: Row, marks: Marks): vscode.TreeItem {
  if (row.kind === 'customer') return customerItem(row, marks);
  if (row.kind === 'member') return memberItem(row, marks);
  return noteItem(row);
}
