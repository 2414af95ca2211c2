import * as vscode from 'vscode';
import { View } from '../manifest.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import { Redraws } from '../platform/redraws.ts';
import type { Customers, CustomersOptions } from './openCustomers.ts';
import type { Row } from './rows.ts';

/**
 * Registers the view of customers. What reads and renders them is loaded when it shows, or by who asks for it with the
 * function that is returned.
 */
export function lazyCustomersTree(options: CustomersOptions): () => Promise<Customers> {
  const { connections, log, resources } = options;
  const redraws = resources.add(new Redraws<Row>());
  let opened: Customers | undefined;
  let opening: Promise<Customers> | undefined;
  const open = (): Promise<Customers> => {
    opening ??= import('./openCustomers.ts').then(
      ({ openCustomers }) => (opened = openCustomers(options, view, redraws)),
    );
    return opening;
  };
  const view = resources.add(
    vscode.window.createTreeView<Row>(View.customers, {
      showCollapseAll: true,
      canSelectMany: true,
      treeDataProvider: redraws.watch({
        getChildren: async (row?: Row) => (opened ?? (await open())).tree.getChildren(row),
        // Of rows, which only what was opened gave.
        getTreeItem: (row: Row) => opened?.tree.getTreeItem(row) ?? new vscode.TreeItem(''),
        getParent: (row: Row) => opened?.tree.getParent(row),
        resolveTreeItem: (item: vscode.TreeItem, row: Row) => opened?.tree.resolveTreeItem(item, row) ?? item,
      }),
    }),
  );
  // The view ends its listeners with itself.
  view.onDidExpandElement(() => {
    setContextKey('hasBrowsed', true);
  });
  resources.add(
    connections.onDidChange(({ id, what }) => {
      if (what !== 'removed') return;
      open()
        .then(({ favourites }) => favourites.forget(id))
        .catch(log.failure.bind(log, 'removal'));
    }),
  );
  return open;
}
