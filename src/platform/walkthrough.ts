import * as vscode from 'vscode';
import { Walkthrough } from '../manifest.ts';

/** Opens the first steps, which VS Code otherwise shows once, after the installation. */
export async function openWalkthrough(extensionId: string): Promise<void> {
  const category = `${extensionId}#${Walkthrough.firstSteps}`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', { category }, false);
}
