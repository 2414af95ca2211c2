import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { Choice, Item, Question } from './prompts.ts';

/** Milliseconds of quiet before what was typed is searched for. */
const TYPING_PAUSE = 250;

/** See `Prompts.pickLive`. */
export function pickLive<T>(
  { title, placeholder }: Question,
  search: (text: string, signal: AbortSignal) => Promise<readonly Choice<T>[]>,
  toItem: (choice: Choice<T>) => Item<T>,
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
