import * as vscode from 'vscode';
import { Emitter } from '../base/event.ts';
import { View } from '../manifest.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { Customers, CustomersOptions } from './openCustomers.ts';
import type { Row } from './rows.ts';

/**
 * Registers the view of customers. What reads and renders them is loaded when it shows, or by who asks for it with the
 * function that is returned.
 */
export function lazyCustomersTree(options: CustomersOptions): () => Promise<Customers> {
  const { connections, log, resources } = options;
  const redraw = resources.add(new Emitter<Row | undefined>());
  let opened: Customers | undefined;
  let opening: Promise<Customers> | undefined;
  const open = (): Promise<Customers> => {
    opening ??= import('./openCustomers.ts').then(
      ({ openCustomers }) => (opened = openCustomers(options, view, redraw)),
    );
    return opening;
  };
  const view = resources.add(
    vscode.window.createTreeView<Row>(View.customers, {
      showCollapseAll: true,
      canSelectMany: true,
      treeDataProvider: {
        onDidChangeTreeData: redraw.event as vscode.Event<Row | undefined>,
        getChildren: async (row) => (opened ?? (await open())).tree.getChildren(row),
        // Of rows, which only what was opened gave.
        getTreeItem: (row) => opened?.tree.getTreeItem(row) ?? new vscode.TreeItem(''),
        getParent: (row) => opened?.tree.getParent(row),
        resolveTreeItem: (item, row) => opened?.tree.resolveTreeItem(item, row) ?? item,
      },
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
