import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import { Command } from '../manifest.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { ActiveConnection } from './activeConnection.ts';
import type { KeySource } from './keySource.ts';
import { statusOf } from './connectionStatus.ts';

/** Counts saved tokens, without knowing what they are. */
export interface SavedTokenCount {
  count(connectionId: string): number;
  readonly onDidChange: Event<undefined>;
}

/** Says where the key and the tokens stand, in the status bar and, for `when` clauses, in context keys. */
export function connectionStatusBar(
  active: ActiveConnection,
  savedTokens: SavedTokenCount,
  keys: KeySource,
): Disposable {
  const resources = new DisposableStore();
  const item = resources.add(
    vscode.window.createStatusBarItem('partnerConsole.connection', vscode.StatusBarAlignment.Left, 10),
  );
  item.name = 'Partner Console';
  item.command = Command.showActions;
  const update = (): void => {
    setContextKey('state', active.state);
    setContextKey('isSample', active.session?.connection.kind === 'sample');
    setContextKey('readOnly', active.session?.connection.readOnly ?? true);
    const saved = active.session ? savedTokens.count(active.session.connection.id) : 0;
    const busy = active.session?.busy ?? false;
    const { text, tooltip, label, tone } = statusOf(active.state, busy, active.session?.connection, saved);
    item.text = text;
    const program = active.session && keys.programBehind(active.session.connection.id);
    item.tooltip = program ? `${tooltip}\nThe key comes from the credential command “${program}”.` : tooltip;
    item.accessibilityInformation = { label, role: 'button' };
    item.backgroundColor = tone && new vscode.ThemeColor(`statusBarItem.${tone}Background`);
  };
  resources.add(active.onDidChange(update));
  resources.add(savedTokens.onDidChange(update));
  update();
  item.show();
  return resources;
}
