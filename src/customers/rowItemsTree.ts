import type * as vscode from 'vscode';
import { noteItem } from './noteItemsTree.ts';
import { customerItem, memberItem, type Marks } from './personItemsTree.ts';
import type { Row } from './rows.ts';

/** How a row shows. Loaded with the first row that does. */
export function itemFor(row: Row, marks: Marks): vscode.TreeItem {
  switch (row.kind) {
    case 'customer':
      return customerItem(row, marks);
    case 'member':
      return memberItem(row, marks);
    default:
      return noteItem(row);
  }
}
