import * as vscode from 'vscode';
import './platform/l10n.ts';
import { DisposableStore } from './base/disposable.ts';
import { startConnections } from './connections/startConnections.ts';
import { lazyCustomersTree } from './customers/lazyCustomersTree.ts';
import { startGuard } from './leaks/startGuard.ts';
import { Setting } from './manifest.ts';
import { registerCommands } from './platform/commands.ts';
import { Log } from './platform/log.ts';
import { Presentation } from './platform/presentation.ts';
import { presentedPrompts, vscodePrompts, type Prompts } from './platform/prompts.ts';
import { Reports } from './platform/reports.ts';
import { userSetting } from './platform/userSetting.ts';
import { vscodePlace, vscodeRun } from './platform/vscodeRun.ts';
import { startTokens } from './tokens/startTokens.ts';

/** What an extension test gets from `activate`: VS Code under test answers no dialogs, so it brings its own prompts. */
export interface TestAccess {
  readonly context: vscode.ExtensionContext;
  readonly prompts: Prompts;
}

/** What takes a moment at the end of a window, such as clearing the clipboard. */
const lastSteps = new Set<() => Promise<void>>();

export async function deactivate(): Promise<void> {
  await Promise.allSettled([...lastSteps].map((step) => step()));
}

/** Makes every object and hands each what it needs. No network, no secret, no HTTP library until the view opens. */
export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  const resources = new DisposableStore();
  context.subscriptions.push(resources);
  const { globalState, workspaceState, secrets, extension } = context;
  const setting = (name: string): unknown => userSetting(name, extension);
  const onDidChangeSettings = vscode.workspace.onDidChangeConfiguration;

  const log = new Log(resources.add(vscode.window.createOutputChannel('Partner Console', { log: true })));
  const presentation = resources.add(new Presentation(workspaceState));
  const shown = vscodePrompts();
  const prompts = presentedPrompts(shown, presentation);
  const shared = { globalState, workspaceState, secrets, log, presentation, prompts, resources };
  const place = vscodePlace(vscode.env.uiKind === vscode.UIKind.Web);
  const { showStatus, ...connected } = startConnections({
    ...{ ...shared, extension, place },
    run: vscodeRun(vscode.env.sessionId, place),
    credentialCommands: () => setting(Setting.credentialCommands),
  });
  const { active, connections } = connected;
  const vault = startTokens({ ...shared, active, connections });
  const openCustomers = lazyCustomersTree({
    ...shared,
    active,
    connections,
    vault,
    setting,
    onDidChangeSettings,
  });
  showStatus(vault);
  const guard = resources.add(
    startGuard({
      ...{ connections, vault, secrets, presentation, onDidChangeSettings, workspace: workspaceState },
      keyring: connected.keyring,
      isOn: () => setting(Setting.leakGuard) !== false,
      onFailure: log.failure.bind(log, 'leak guard'),
    }),
  );
  const parts = {
    ...{ ...shared, ...connected, vault, guard, extension, lastSteps },
    ...{ reports: resources.add(new Reports(presentation)), workspace: workspaceState },
    systemClipboard: vscode.env.clipboard,
  };
  const load = async () => {
    const [{ commandHandlers }, browsing] = await Promise.all([import('./commands.ts'), openCustomers()]);
    return commandHandlers({ ...parts, ...browsing });
  };
  const isTold = (error: unknown) => active.session?.fares.rejectedBy(error) ?? false;
  resources.add(registerCommands(load, prompts, log, isTold));
  return context.extensionMode === vscode.ExtensionMode.Test ? { context, prompts: shown } : undefined;
}
