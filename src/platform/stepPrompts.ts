import * as vscode from 'vscode';
import type { StepInputQuestion, StepPickQuestion, Choice } from './prompts.ts';
import type { Step, StepAnswer } from './steps.ts';

/** An input box with a way back and buttons of its own. What it says of a text shows as one types. */
export function stepInput(question: StepInputQuestion): Promise<StepAnswer<string> | undefined> {
  const { title, prompt, placeholder, value, password, validate, step, buttons = [] } = question;
  const box = vscode.window.createInputBox();
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.value = value ?? '';
  box.password = password ?? false;
  const own = buttons.map(({ icon, title: tooltip, press }) => ({
    iconPath: new vscode.ThemeIcon(icon),
    tooltip,
    press,
  }));
  const judge = (): boolean => {
    const problem = validate?.(box.value);
    box.validationMessage = problem;
    return problem === undefined;
  };
  return ask(box, title, step, own, (answer) => [
    box.onDidChangeValue(judge),
    box.onDidAccept(() => {
      if (judge()) answer({ value: box.value, back: false });
    }),
    box.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) answer({ value: box.value, back: true });
      const pressed = own.find((each) => each === button)?.press(box.value);
      if (pressed?.text !== undefined) box.value = pressed.text;
      if (pressed?.says !== undefined) {
        const severity = vscode.InputBoxValidationSeverity.Info;
        box.validationMessage = { message: pressed.says, severity };
      }
    }),
  ]);
}

/** A list with a way back, on which what was picked before is marked. */
export function stepPick<T>(
  { title, placeholder, step, value }: StepPickQuestion<T>,
  choices: readonly Choice<T>[],
): Promise<StepAnswer<T | undefined> | undefined> {
  const box = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  box.placeholder = placeholder;
  box.items = choices.map(({ label, description = '', detail, value: each }) => ({
    ...{ label, description, value: each },
    ...(detail !== undefined && { detail }),
  }));
  // Setting none would leave none for Enter to take.
  const before = box.items.filter((item) => item.value === value);
  if (before.length > 0) box.activeItems = before;
  return ask(box, title, step, [], (answer) => [
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item) answer({ value: item.value, back: false });
    }),
    box.onDidTriggerButton(() => {
      answer({ value, back: true });
    }),
  ]);
}

/** Shows a box until it is answered or dismissed. */
function ask<A>(
  box: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] },
  title: string,
  step: Step,
  buttons: readonly vscode.QuickInputButton[],
  listen: (answer: (given: A) => void) => vscode.Disposable[],
): Promise<A | undefined> {
  box.title = title;
  box.step = step.number;
  box.totalSteps = step.of;
  box.ignoreFocusOut = true;
  box.buttons = [...(step.number > 1 ? [vscode.QuickInputButtons.Back] : []), ...buttons];
  return new Promise((resolve) => {
    const listeners = listen((given) => {
      resolve(given);
      box.hide();
    });
    listeners.push(
      box.onDidHide(() => {
        resolve(undefined);
        for (const listener of listeners) listener.dispose();
        box.dispose();
      }),
    );
    box.show();
  });
}
