import * as vscode from 'vscode';
import { translateWith } from '../base/l10n.ts';

// When loaded, and loaded first of all: constants of other modules are translated while those load.
translateWith((message, ...values) => vscode.l10n.t(message, ...values));
