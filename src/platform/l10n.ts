import * as vscode from 'vscode';
import { filled, translateWith } from '../base/l10n.ts';

/** Messages as they were translated, with their gaps: rows have the same ones by the thousand. */
const translated = new Map<string, string>();

// When loaded. What is translated before, as a constant of a module, stays English: esbuild decides on the order.
translateWith(
  (message, ...values) => {
    let text = translated.get(message);
    if (text === undefined) translated.set(message, (text = vscode.l10n.t(message)));
    return values.length === 0 ? text : filled(text, ...values);
  },
  // Messages stay English where there is no translation.
  () => (vscode.l10n.bundle ? vscode.env.language : 'en'),
);
