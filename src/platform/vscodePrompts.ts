import { openFindBox } from './findBox.ts';
import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { Choice, Prompts, Question } from './prompts.ts';
import { stepInput, stepPick } from './stepPrompts.ts';

/** Milliseconds of quiet before what was typed is searched for. */
const TYPING_PAUSE = 250;

/** Milliseconds after which a task is worth a notification. */
const PATIENCE = 600;

/** The prompts of VS Code itself. Boxes stay open when focus moves, since keys and ids are fetched from elsewhere. */
export const shown: Prompts = {
  async pick({ title, placeholder }, choices) {
    const options = {
      title,
      placeHolder: placeholder ?? '',
      ignoreFocusOut: true,
      matchOnDescription: true,
    };
    return (await vscode.window.showQuickPick(choices.map(toItem), options))?.value;
  },
  pickLive,
  find: openFindBox,
  async input({ title, prompt, placeholder, value, password, validate }) {
    return vscode.window.showInputBox({
      title,
      prompt,
      placeHolder: placeholder ?? '',
      value: value ?? '',
      password: password ?? false,
      ignoreFocusOut: true,
      validateInput: (text) => validate?.(text),
    });
  },
  stepInput,
  stepPick,
  async confirm(message, detail, action) {
    return (await vscode.window.showWarningMessage(message, { modal: true, detail }, action)) === action;
  },
  async openFile(title, filters) {
    return (await vscode.window.showOpenDialog({ title, filters: { ...filters } }))?.[0];
  },
  async saveFile(title, name, filters) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
    const defaultUri = vscode.Uri.joinPath(folder, name);
    return vscode.window.showSaveDialog({ title, defaultUri, filters: { ...filters } });
  },
  async info(message, ...actions) {
    return vscode.window.showInformationMessage(withoutLinks(message), ...actions);
  },
  async warn(message, ...actions) {
    return vscode.window.showWarningMessage(withoutLinks(message), ...actions);
  },
  async error(message, ...actions) {
    return vscode.window.showErrorMessage(withoutLinks(message), ...actions);
  },
  async progress(title, task) {
    const controller = new AbortController();
    let reported = '';
    let show: ((message: string) => void) | undefined;
    const running = task(controller.signal, (message) => {
      reported = message;
      show?.(message);
    });
    // Most answers are there before anybody could read a notification, which would only flash.
    const patience = wait(PATIENCE, 'waiting', { ref: false });
    if ((await Promise.race([running.catch(() => undefined), patience])) !== 'waiting') return running;
    const location = vscode.ProgressLocation.Notification;
    const options = { location, title: withoutLinks(title), cancellable: true };
    return vscode.window.withProgress(options, (progress, token) => {
      show = (message) => {
        progress.report({ message });
      };
      show(reported);
      const cancelled = new Promise<never>((_resolve, reject) => {
        token.onCancellationRequested(() => {
          controller.abort();
          reject(new vscode.CancellationError());
        });
      });
      // Cancelling ends the wait at once, also for a task that others share and that therefore goes on.
      return Promise.race([running, cancelled]);
    });
  },
};

/**
 * VS Code makes links of `[text](address)` in notifications, commands included. Our messages have none, but names in
 * them come from a server, where anybody may call themselves anything.
 */
function withoutLinks(message: string): string {
  return message.replaceAll('](', '] (');
}

type Item<T> = vscode.QuickPickItem & { readonly value: T };

function toItem<T>({ label, description, detail, always = false, value }: Choice<T>): Item<T> {
  return { label, value, alwaysShow: always, ...(description && { description }), ...(detail && { detail }) };
}

function pickLive<T>(
  { title, placeholder }: Question,
  search: (text: string, signal: AbortSignal) => Promise<readonly Choice<T>[]>,
): Promise<T | undefined> {
  const box = vscode.window.createQuickPick<Item<T>>();
  box.title = title;
  box.placeholder = placeholder;
  box.ignoreFocusOut = true;
  let asked = new AbortController();
  let pause: NodeJS.Timeout | undefined;
  return new Promise<T | undefined>((resolve, reject) => {
    const ask = async (): Promise<void> => {
      asked.abort();
      const current = (asked = new AbortController());
      box.busy = true;
      try {
        const choices = await search(box.value.trim(), current.signal);
        // The server has matched already, by fields that the row may not show.
        if (!current.signal.aborted)
          box.items = choices.map((choice) => ({ ...toItem(choice), alwaysShow: true }));
      } catch (error) {
        if (current.signal.aborted) return;
        reject(error instanceof Error ? error : new Error('search failed'));
        box.hide();
      } finally {
        if (!current.signal.aborted) box.busy = false;
      }
    };
    const subscriptions: Disposable[] = [
      box.onDidChangeValue(() => {
        clearTimeout(pause);
        // An answer to the older text must neither show nor end the waiting for this one.
        asked.abort();
        box.busy = true;
        pause = setTimeout(() => void ask(), TYPING_PAUSE);
      }),
      box.onDidAccept(() => {
        const [item] = box.selectedItems;
        // What is shown while busy answers an older text: Enter must not pick somebody else by it.
        if (box.busy || !item) return;
        resolve(item.value);
        box.hide();
      }),
      box.onDidHide(() => {
        clearTimeout(pause);
        asked.abort();
        resolve(undefined);
        for (const subscription of subscriptions) subscription.dispose();
        box.dispose();
      }),
    ];
    box.show();
    void ask();
  });
}
