import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { View } from '../manifest.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { SavedTokensTree } from './savedTokensTree.ts';
import type { TokenNode } from './tokenRows.ts';
import type { TokenVault } from './tokenVault.ts';

/** Registers the view of saved tokens; what renders it is loaded when it shows, which it may never do. */
export function lazyTokensTree(
  vault: TokenVault,
  connections: ConnectionStore,
  active: ActiveConnection,
  presentation: Presentation,
): Disposable {
  const resources = new DisposableStore();
  const changed = resources.add(new vscode.EventEmitter<undefined>());
  let tree: SavedTokensTree | undefined;
  const redraw = (): void => {
    if (tree) changed.fire(undefined);
  };
  for (const event of [vault.onDidChange, vault.onDidNote, connections.onDidChange, presentation.onDidChange])
    resources.add(event(redraw));
  resources.add(
    vscode.window.registerTreeDataProvider<TokenNode>(View.tokens, {
      onDidChangeTreeData: changed.event,
      async getChildren(node) {
        if (!tree) {
          const { SavedTokensTree } = await import('./savedTokensTree.ts');
          // The view shows: from here on secrets may be read.
          await active.recover();
          await vault.recover();
          await presentation.ready();
          tree ??= new SavedTokensTree(vault, connections, presentation);
        }
        return [...tree.getChildren(node)];
      },
      getTreeItem: (node) => tree?.getTreeItem(node) ?? new vscode.TreeItem(''),
    }),
  );
  return resources;
}
