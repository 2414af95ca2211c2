import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import { t } from '../base/l10n.ts';
import { Command, type CommandId } from '../manifest.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Choice } from '../platform/prompts.ts';
import type { ActiveConnection } from './activeConnection.ts';
import { actionsFor } from './connectionActions.ts';
import type { KeySource } from './keySource.ts';
import { statusOf } from './connectionStatus.ts';

/** Counts saved tokens, without knowing what they are. */
export interface SavedTokenCount {
  count(connectionId: string): number;
  /** How many of them the secret storage has lost, as far as it was looked at. */
  lost(connectionId: string): number;
  readonly onDidChange: Event<undefined>;
}

/** So many actions have a link in the tooltip; a click on the item offers all of them. */
const LINKS = 3;

/** Says where the key and the tokens stand, in the status bar and, for `when` clauses, in context keys. */
export function connectionStatusBar(
  active: ActiveConnection,
  savedTokens: SavedTokenCount,
  keys: KeySource,
  presentation: Pick<Presentation, 'on' | 'onDidChange'>,
): Disposable {
  const resources = new DisposableStore();
  // By this id and name VS Code offers to hide the item, and remembers that.
  const item = resources.add(
    vscode.window.createStatusBarItem('partnerConsole.connection', vscode.StatusBarAlignment.Left, 10),
  );
  item.name = 'Partner Console';
  item.command = Command.showActions;
  let tick: NodeJS.Timeout | undefined;
  const update = (): void => {
    clearTimeout(tick);
    setContextKey('state', active.state);
    setContextKey('presenting', presentation.on);
    setContextKey('isSample', active.session?.connection.kind === 'sample');
    setContextKey('readOnly', active.session?.connection.readOnly ?? true);
    const busy = active.session?.busy ?? false;
    const { state, session } = active;
    const { connection } = session ?? {};
    const saved = connection ? savedTokens.count(connection.id) : 0;
    const msLeft = (session?.fares.limitedUntil ?? 0) - Date.now();
    const { text, tooltip, label, tone } = statusOf({
      state,
      busy,
      connection,
      savedTokens: saved,
      lostTokens: connection ? savedTokens.lost(connection.id) : 0,
      secondsLeft: Math.ceil(msLeft / 1000),
      program: connection && keys.programBehind(connection.id),
    });
    const offered = actionsFor(state, connection?.kind).filter(
      ({ value }) => saved > 0 || value !== Command.copySavedToken,
    );
    const presenting = presentation.on ? ` · ${t('presenting')}` : '';
    item.text = text + presenting;
    const masked = t('Presentation mode is on: names, e-mail addresses, phone numbers and ids are masked.');
    item.tooltip = linked([...tooltip, ...(presentation.on ? [masked] : [])], offered.slice(0, LINKS));
    item.accessibilityInformation = { label: label + presenting, role: 'button' };
    item.backgroundColor = tone && new vscode.ThemeColor(`statusBarItem.${tone}Background`);
    if (msLeft > 0) tick = setTimeout(update, msLeft % 1000 || 1000);
  };
  resources.add(active.onDidChange(update));
  resources.add(savedTokens.onDidChange(update));
  resources.add(presentation.onDidChange(update));
  resources.add({
    dispose: () => {
      clearTimeout(tick);
    },
  });
  update();
  item.show();
  return resources;
}

/** A tooltip of sentences, a title first, and of links to these commands, which are the only ones it may run. */
function linked(
  [title = '', ...sentences]: readonly string[],
  actions: readonly Choice<CommandId>[],
): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: actions.map(({ value }) => value) };
  text.appendMarkdown('**').appendText(title).appendMarkdown('**');
  for (const sentence of sentences) text.appendMarkdown('\n\n').appendText(sentence);
  text.appendMarkdown(
    `\n\n---\n\n${actions.map(({ label, value }) => `[${label}](command:${value})`).join('  \n')}`,
  );
  return text;
}
