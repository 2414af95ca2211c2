import { release } from 'node:os';
import * as vscode from 'vscode';

const REMOTES = ['ssh-remote', 'wsl', 'dev-container', 'attached-container', 'codespaces', 'tunnel'];

/** What runs here, as names and values for a report. */
export function versions({
  packageJSON,
  extensionKind,
}: Pick<vscode.Extension<unknown>, 'packageJSON' | 'extensionKind'>): [string, string][] {
  const { version = 'unknown' } = packageJSON as { readonly version?: string };
  const kind = extensionKind === vscode.ExtensionKind.UI ? "on the user's side" : 'with the workspace';
  const ui = vscode.env.uiKind === vscode.UIKind.Web ? 'in a browser' : 'on the desktop';
  const { remoteName } = vscode.env;
  // It may be the name of a machine.
  const remote = REMOTES.find((known) => known === remoteName) ?? 'another machine';
  return [
    ['Partner Console', `${version}, running ${kind}`],
    ['VS Code', `${vscode.version}, ${ui}${remoteName === undefined ? '' : `, remote (${remote})`}`],
    ['Node', process.versions.node],
    ['operating system', `${process.platform} ${release()} ${process.arch}`],
  ];
}
