import * as vscode from 'vscode';
import { ContextKey } from '../manifest.ts';

const known = new Map<string, string | boolean>();

/** Sets a context key that `when` clauses of the manifest read. */
export function setContextKey(key: keyof typeof ContextKey, value: string | boolean): void {
  // What was never set may still be what it was before the extension host was started anew.
  if (known.get(key) === value) return;
  known.set(key, value);
  void vscode.commands.executeCommand('setContext', ContextKey[key], value);
}
