import type * as vscode from 'vscode';

export function activate(_context: vscode.ExtensionContext): void {
  // The composition root: filled in by the commits that follow.
}
