import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { FindChoice, FindQuestion } from './findBox.ts';

export interface Choice<T> {
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  /** Stays in sight whatever is typed. */
  readonly always?: boolean | undefined;
  readonly value: T;
}

export interface Question {
  readonly title: string;
  readonly placeholder?: string | undefined;
}

interface InputQuestion extends Question {
  readonly prompt: string;
  readonly value?: string | undefined;
  /** Masks what is typed. */
  readonly password?: boolean | undefined;
  /** Returns what is wrong with the text, or undefined. */
  readonly validate?: ((text: string) => string | undefined) | undefined;
}

/** Kinds of file by what they are called: endings without the dot. */
type Filters = Readonly<Record<string, string[]>>;

/**
 * Every question and message to the user. An object that can be handed in from outside, because a VS Code under
 * test refuses modal dialogs and cannot type into boxes. Undefined always means "dismissed".
 */
export interface Prompts {
  pick<T>(question: Question, choices: readonly Choice<T>[]): Promise<T | undefined>;
  /** Choices that follow what is typed: `search` is asked anew, its older answers are dropped. */
  pickLive<T>(
    question: Question,
    search: (text: string, signal: AbortSignal) => Promise<readonly Choice<T>[]>,
  ): Promise<T | undefined>;
  /** Results that follow what is typed and what becomes known meanwhile, with things to do on each. */
  find<T>(question: FindQuestion<T>): Promise<FindChoice<T> | undefined>;
  input(question: InputQuestion): Promise<string | undefined>;
  /** A modal dialog; false when dismissed. */
  confirm(message: string, detail: string, action: string): Promise<boolean>;
  openFile(title: string, filters: Filters): Promise<vscode.Uri | undefined>;
  /** `name` is a proposal. */
  saveFile(title: string, name: string, filters: Filters): Promise<vscode.Uri | undefined>;
  info(message: string, ...actions: string[]): Promise<string | undefined>;
  error(message: string, ...actions: string[]): Promise<string | undefined>;
  /** Runs a task; when it takes long, a notification says so, and its Cancel aborts the signal. */
  progress<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** Milliseconds after which a task is worth a notification. */
const PATIENCE = 600;

/** The prompts of VS Code itself. Boxes stay open when focus moves, since keys and ids are fetched from elsewhere. */
export function vscodePrompts(): Prompts {
  return {
    async pick({ title, placeholder }, choices) {
      const options = {
        title,
        placeHolder: placeholder ?? '',
        ignoreFocusOut: true,
        matchOnDescription: true,
      };
      return (await vscode.window.showQuickPick(choices.map(toItem), options))?.value;
    },
    pickLive: async (question, search) => (await import('./pickLive.ts')).pickLive(question, search, toItem),
    find: async (question) => (await import('./findBox.ts')).openFindBox(question),
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
    async error(message, ...actions) {
      return vscode.window.showErrorMessage(withoutLinks(message), ...actions);
    },
    async progress(title, task) {
      const controller = new AbortController();
      const running = task(controller.signal);
      // Most answers are there before anybody could read a notification, which would only flash.
      const patience = wait(PATIENCE, 'waiting', { ref: false });
      if ((await Promise.race([running.catch(() => undefined), patience])) !== 'waiting') return running;
      const location = vscode.ProgressLocation.Notification;
      const options = { location, title: withoutLinks(title), cancellable: true };
      return vscode.window.withProgress(options, (_progress, token) => {
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
}

/**
 * VS Code makes links of `[text](address)` in notifications, commands included. Our messages have none, but names in
 * them come from a server, where anybody may call themselves anything.
 */
function withoutLinks(message: string): string {
  return message.replaceAll('](', '] (');
}

export type Item<T> = vscode.QuickPickItem & { readonly value: T };

function toItem<T>({ label, description, detail, always = false, value }: Choice<T>): Item<T> {
  return { label, value, alwaysShow: always, ...(description && { description }), ...(detail && { detail }) };
}
