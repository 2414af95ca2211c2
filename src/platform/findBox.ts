import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';

/** Something that can be done with a result, or with all of them, besides choosing one. */
export interface FindButton {
  readonly id: string;
  readonly icon: string;
  readonly tooltip: string;
}

export interface FindRow<T> {
  /** The same for the same thing, so that it stays selected while more is found. */
  readonly key: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  readonly buttons?: readonly FindButton[];
  readonly value: T;
}

export interface Findings<T> {
  readonly title: string;
  readonly rows: readonly FindRow<T>[];
  readonly busy?: boolean;
  readonly buttons?: readonly FindButton[];
}

/** What the user chose: a row, a button, or a row's button; and what was typed, to come back to it. */
export interface FindChoice<T> {
  readonly text: string;
  readonly value: T | undefined;
  readonly button: string | undefined;
}

export interface FindQuestion<T> {
  readonly placeholder: string;
  /** What is typed at first. */
  readonly text: string;
  /** Called with each change of the text; shows what there is, as often as that changes, until aborted. */
  watch(text: string, show: (findings: Findings<T>) => void, signal: AbortSignal): void;
  /** Does what was chosen and returns true where the box is to stay open. */
  stays?(choice: FindChoice<T>): boolean;
}

type Item<T> = vscode.QuickPickItem & { readonly row: FindRow<T> };
type Button = vscode.QuickInputButton & { readonly id: string };

/** A quick pick whose results follow what is typed and what becomes known meanwhile. */
export function openFindBox<T>(question: FindQuestion<T>): Promise<FindChoice<T> | undefined> {
  const box = vscode.window.createQuickPick<Item<T>>();
  box.placeholder = question.placeholder;
  box.value = question.text;
  box.ignoreFocusOut = true;
  let asked = new AbortController();
  /** What shows answers an older text until this is true: Enter must not choose somebody else by it. */
  let answered = false;
  const ask = (): void => {
    asked.abort();
    const { signal } = (asked = new AbortController());
    answered = false;
    box.busy = true;
    const show = (findings: Findings<T>): void => {
      if (signal.aborted) return;
      const keep = answered ? box.activeItems[0]?.row.key : undefined;
      answered = true;
      render(box, findings, keep);
    };
    question.watch(box.value, show, signal);
  };
  return new Promise((resolve) => {
    const choose = (value: T | undefined, button?: vscode.QuickInputButton): void => {
      const choice = { text: box.value, value, button: (button as Button | undefined)?.id };
      if (question.stays?.(choice)) return;
      resolve(choice);
      box.hide();
    };
    const subscriptions: Disposable[] = [
      box.onDidChangeValue(ask),
      box.onDidAccept(() => {
        const [item] = box.selectedItems;
        if (item && answered) choose(item.row.value);
      }),
      box.onDidTriggerButton((button) => {
        choose(undefined, button);
      }),
      box.onDidTriggerItemButton(({ item, button }) => {
        choose(item.row.value, button);
      }),
      box.onDidHide(() => {
        asked.abort();
        resolve(undefined);
        for (const subscription of subscriptions) subscription.dispose();
        box.dispose();
      }),
    ];
    box.show();
    ask();
  });
}

/** `keep` is what stays selected; where it is gone, what took its place, such as the first of the rows that were loaded. */
function render<T>(
  box: vscode.QuickPick<Item<T>>,
  { title, rows, busy, buttons }: Findings<T>,
  keep: string | undefined,
): void {
  const place = box.items.findIndex(({ row }) => row.key === keep);
  // Else what is selected would not be scrolled to.
  box.keepScrollPosition = rows.some(({ key }) => key === keep);
  box.title = title;
  box.busy = busy ?? false;
  box.buttons = (buttons ?? []).map(toButton);
  // They match already, by fields that a row may not show.
  box.items = rows.map((row) => ({
    row,
    label: row.label,
    ...(row.description && { description: row.description }),
    ...(row.detail && { detail: row.detail }),
    ...(row.buttons && { buttons: row.buttons.map(toButton) }),
    alwaysShow: true,
  }));
  const active = box.items.find(({ row }) => row.key === keep) ?? box.items[place] ?? box.items[0];
  if (active) box.activeItems = [active];
}

function toButton({ id, icon, tooltip }: FindButton): Button {
  return { id, iconPath: new vscode.ThemeIcon(icon), tooltip };
}
