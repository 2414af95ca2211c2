import * as vscode from 'vscode';
import { translateWith } from '../base/l10n.ts';

// When loaded. What is translated before, as a constant of a module, stays English: esbuild decides on the order.
translateWith((message, ...values) => vscode.l10n.t(message, ...values));
