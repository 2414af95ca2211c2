import * as vscode from 'vscode';
import { ContextKey } from '../manifest.ts';

/** Sets a context key that `when` clauses of the manifest read. */
export function setContextKey(key: keyof typeof ContextKey, value: string | boolean): void {
  void vscode.commands.executeCommand('setContext', ContextKey[key], value);
}
