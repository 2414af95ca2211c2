import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { t } from '../base/l10n.ts';
import { Command } from '../manifest.ts';
import type { SecretClipboard } from './secretClipboard.ts';

/** While a token is on the clipboard: how long it stays. The item is made when it is needed for the first time. */
export function clipboardStatusBar(clipboard: SecretClipboard): Disposable {
  const resources = new DisposableStore();
  let item: vscode.StatusBarItem | undefined;
  const make = (): vscode.StatusBarItem => {
    const made = vscode.window.createStatusBarItem(
      'partnerConsole.clipboard',
      vscode.StatusBarAlignment.Left,
      9,
    );
    made.name = t('Partner Console: Clipboard');
    made.command = Command.clearClipboard;
    return resources.add(made);
  };
  resources.add(
    clipboard.onDidChange(() => {
      const { state } = clipboard;
      if (state.kind === 'idle') {
        item?.hide();
        return;
      }
      item ??= make();
      const counting = state.kind === 'counting';
      item.text = counting
        ? `$(clippy) ${t('{0} s', state.seconds)}`
        : `$(warning) ${t('token on clipboard?')}`;
      item.tooltip = counting
        ? t(
            'A token is on the clipboard. It is cleared when the time is up, unless you copy something else.\nClick to clear it now.',
          )
        : t(
            'The clipboard could not be read, so it was not cleared: a token may still be there.\nClick to clear it, whatever it holds.',
          );
      // Without the seconds: a screen reader would read each of them.
      const label = counting
        ? t('A token is on the clipboard for a short time. Clear it now')
        : t('A token may still be on the clipboard. Clear it now');
      item.accessibilityInformation = { label, role: 'button' };
      item.show();
    }),
  );
  return resources;
}
