import * as vscode from 'vscode';
import { translateWith } from '../base/l10n.ts';

// When loaded. What is translated before, as a constant of a module, stays English: esbuild decides on the order.
translateWith(
  (message, ...values) => vscode.l10n.t(message, ...values),
  // Messages stay English where there is no translation.
  () => (vscode.l10n.bundle ? vscode.env.language : 'en'),
);
