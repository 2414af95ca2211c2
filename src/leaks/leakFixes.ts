import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { Command } from '../manifest.ts';
import { isPlaceForTokens, LEAK_SOURCE } from './leak.ts';

/** The lightbulb's offers at a mark. Each names a place; the value is read there by what carries it out. */
export const quickFixes: vscode.CodeActionProvider = {
  provideCodeActions({ uri }, _range, { diagnostics }) {
    return diagnostics
      .filter(({ source }) => source === LEAK_SOURCE)
      .flatMap((diagnostic) => {
        const fix = (title: string, command: string, isPreferred = false): vscode.CodeAction => {
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          const place = { uri, range: diagnostic.range };
          return Object.assign(action, {
            diagnostics: [diagnostic],
            isPreferred,
            command: { title, command, arguments: [place] },
          });
        };
        // Where variables get their values a reference has nothing to refer to.
        const elsewhere = isPlaceForTokens(uri.path)
          ? []
          : [
              fix(t('Replace with a reference to an environment variable…'), Command.replaceLeak, true),
              fix(t('Move to .env and put a reference here…'), Command.moveLeak),
            ];
        return [
          ...elsewhere,
          ...(diagnostic.code === 'shape' ? [fix(t('Save in the secret storage…'), Command.saveLeak)] : []),
          fix(t('Ignore in this file'), Command.ignoreLeak),
        ];
      });
  },
};
