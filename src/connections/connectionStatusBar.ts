import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import { Command } from '../manifest.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { ActiveConnection, ConnectionState } from './activeConnection.ts';

/** Counts saved tokens, without knowing what they are. */
export interface SavedTokenCount {
  count(connectionId: string): number;
  readonly onDidChange: Event<undefined>;
}

/** Says where the key and the tokens stand, in the status bar and, for `when` clauses, in context keys. */
export function connectionStatusBar(active: ActiveConnection, savedTokens: SavedTokenCount): Disposable {
  const resources = new DisposableStore();
  const item = resources.add(
    vscode.window.createStatusBarItem('partnerConsole.connection', vscode.StatusBarAlignment.Left, 10),
  );
  item.name = 'Partner Console';
  item.command = Command.showActions;
  const update = (): void => {
    setContextKey('state', active.state);
    setContextKey('isSample', active.session?.connection.kind === 'sample');
    const saved = active.session ? savedTokens.count(active.session.connection.id) : 0;
    const { icon, says, next, alarming } = WORDS[active.state];
    const name = active.session?.connection.name;
    const state = active.session?.busy ? 'working' : says;
    const count = `${saved === 0 ? 'no' : saved} saved token${saved === 1 ? '' : 's'}`;
    item.text = [
      `$(${active.session?.busy ? 'sync~spin' : icon}) ${name ?? 'Partner Console'}`,
      alarming && says,
      saved > 0 && `$(key) ${saved}`,
    ]
      .filter(Boolean)
      .join('  ');
    item.tooltip = [name ? `${name}: ${state}, ${count}` : `Partner Console: ${state}`, next].join('\n');
    item.accessibilityInformation = {
      label: [`Partner Console`, name, state, name && count].filter(Boolean).join(', '),
      role: 'button',
    };
    item.backgroundColor = alarming ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  };
  resources.add(active.onDidChange(update));
  resources.add(savedTokens.onDidChange(update));
  update();
  item.show();
  return resources;
}

interface Words {
  readonly icon: string;
  readonly says: string;
  readonly next: string;
  readonly alarming?: true;
}

const WORDS: Readonly<Record<ConnectionState, Words>> = {
  none: { icon: 'plug', says: 'no connection', next: 'Click to add one or to try with sample data.' },
  idle: { icon: 'plug', says: 'not contacted yet', next: 'Click for actions.' },
  connected: { icon: 'plug', says: 'connected', next: 'Click for actions.' },
  keyRejected: { icon: 'error', says: 'key rejected', next: 'Click to replace the key.', alarming: true },
  keyMissing: { icon: 'error', says: 'key missing', next: 'Click to enter the key again.', alarming: true },
  untrusted: { icon: 'shield', says: 'not trusted', next: 'Click to see why.', alarming: true },
  proxyFailed: {
    icon: 'debug-disconnect',
    says: 'stopped by a proxy',
    next: 'Click to see why.',
    alarming: true,
  },
  unreachable: { icon: 'debug-disconnect', says: 'unreachable', next: 'Click to try again.', alarming: true },
};
