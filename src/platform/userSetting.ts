import * as vscode from 'vscode';
import { userValue } from './userValue.ts';

/** The user's own value of a setting or its default, whatever a folder says. */
export function userSetting(
  setting: string,
  { extensionKind }: Pick<vscode.Extension<unknown>, 'extensionKind'>,
): unknown {
  const inspected = vscode.workspace.getConfiguration().inspect(setting);
  return userValue(inspected, extensionKind === vscode.ExtensionKind.Workspace);
}
