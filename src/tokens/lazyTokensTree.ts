import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { View } from '../manifest.ts';
import type { Presentation } from '../platform/presentation.ts';
import { Redraws } from '../platform/redraws.ts';
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
  const redraws = resources.add(new Redraws<TokenNode>());
  let tree: SavedTokensTree | undefined;
  const redraw = (): void => {
    if (tree) redraws.ask(undefined);
  };
  for (const event of [vault.onDidChange, vault.onDidNote, connections.onDidChange, presentation.onDidChange])
    resources.add(event(redraw));
  resources.add(
    vscode.window.registerTreeDataProvider<TokenNode>(
      View.tokens,
      redraws.watch({
        async getChildren(node?: TokenNode) {
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
        getTreeItem: (node: TokenNode) => tree?.getTreeItem(node) ?? new vscode.TreeItem(''),
      }),
    ),
  );
  return resources;
}
