import { release } from 'node:os';
import * as vscode from 'vscode';

/** What runs here, as names and values for a report. */
export function versions({
  packageJSON,
  extensionKind,
}: Pick<vscode.Extension<unknown>, 'packageJSON' | 'extensionKind'>): [string, string][] {
  const { version = 'unknown' } = packageJSON as { readonly version?: string };
  const kind = extensionKind === vscode.ExtensionKind.UI ? "on the user's side" : 'with the workspace';
  const ui = vscode.env.uiKind === vscode.UIKind.Web ? 'in a browser' : 'on the desktop';
  // Of a remote's name only its kind is told: the rest would name a machine.
  const remote = vscode.env.remoteName?.split('+')[0];
  return [
    ['Partner Console', `${version}, running ${kind}`],
    ['VS Code', `${vscode.version}, ${ui}${remote === undefined ? '' : `, remote (${remote})`}`],
    ['Node', process.versions.node],
    ['operating system', `${process.platform} ${release()} ${process.arch}`],
  ];
}
