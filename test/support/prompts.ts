import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import type { Choice, Prompts, StepInputQuestion, StepPickQuestion } from '../../src/platform/prompts.ts';
import type { StepAnswer } from '../../src/platform/steps.ts';
import type { FindChoice, FindQuestion } from '../../src/platform/findBox.ts';

/**
 * What a scripted user does at the next question: picks a row by its label, types, says yes, or dismisses it; at one of
 * several steps also goes back with a text in the box, or presses a button in its title and then Enter.
 */
export type Answer =
  | { pick: string }
  | { find: string; pick: string | RegExp; button?: string }
  | { type: string }
  | { back: string }
  | { press: string }
  | { confirm: boolean }
  | { file: Uri }
  | { click: string | undefined }
  | 'dismiss';

/**
 * Prompts that answer from a script and fail on a question the script does not expect. `asked` holds what was shown,
 * so that a test can look for what must not be there.
 */
export class ScriptedPrompts implements Prompts {
  readonly asked: string[] = [];
  readonly #answers: Answer[];
  #mismatch: string | undefined;

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  /** Fails unless every answer was asked for, and none was that is not in the script. */
  assertDone(): void {
    if (this.#mismatch !== undefined) assert.fail(this.#mismatch);
    assert.deepEqual(this.#answers, [], 'every scripted answer is used');
  }

  async pick<T>(question: { title: string }, choices: readonly Choice<T>[]): Promise<T | undefined> {
    const answer = await this.#next(`pick: ${question.title}`);
    if (answer === 'dismiss') return undefined;
    if (!('pick' in answer) || 'find' in answer) return this.#fail(`"${question.title}" asks to pick`);
    const labels = choices.map(({ label }) => label.replace(/^\$\([^)]*\) /, ''));
    const choice = choices[labels.indexOf(answer.pick)];
    return choice ? choice.value : this.#fail(`"${answer.pick}" is none of ${labels.join(', ')}`);
  }

  async pickLive<T>(
    question: { title: string },
    search: (text: string, signal: AbortSignal) => Promise<readonly Choice<T>[]>,
  ): Promise<T | undefined> {
    return this.pick(question, await search('', new AbortController().signal));
  }

  /** Types, waits for a row whose label fits, and chooses it or one of its buttons; goes on where the box stays open. */
  async find<T>(question: FindQuestion<T>): Promise<FindChoice<T> | undefined> {
    for (;;) {
      const answer = await this.#next('find');
      if (answer === 'dismiss') return undefined;
      if (!('find' in answer)) return this.#fail('a find box asks to find');
      const { find: text, pick, button } = answer;
      const asked = new AbortController();
      const value = await new Promise<T>((resolve) => {
        question.watch(
          text,
          ({ title, rows }) => {
            const row = rows.find(({ label }) =>
              typeof pick === 'string' ? label === pick : pick.test(label),
            );
            if (!row) return;
            this.asked.push(`found: ${title}: ${rows.map(({ label }) => label).join(' | ')}`);
            resolve(row.value);
          },
          asked.signal,
        );
      });
      asked.abort();
      const choice = { text, value, button };
      if (!question.stays?.(choice)) return choice;
    }
  }

  async input({
    title,
    prompt,
    password,
    validate,
  }: Parameters<Prompts['input']>[0]): Promise<string | undefined> {
    const answer = await this.#next(`input${password ? ' (masked)' : ''}: ${title}: ${prompt}`);
    if (answer === 'dismiss') return undefined;
    if (!('type' in answer)) return this.#fail(`"${title}" asks to type`);
    // VS Code does not let a text through that does not validate.
    const problem = validate?.(answer.type);
    return problem === undefined ? answer.type : this.#fail(`"${title}" does not take that: ${problem}`);
  }

  async stepInput(question: StepInputQuestion): Promise<StepAnswer<string> | undefined> {
    const [answer] = this.#answers;
    const { step, value = '', buttons = [] } = question;
    const titled = { ...question, title: `${question.title} (${step.number}/${step.of})` };
    if (typeof answer === 'object' && 'back' in answer) {
      await this.#next(`back: ${titled.title}`);
      return { value: answer.back, back: true };
    }
    if (typeof answer === 'object' && 'press' in answer) {
      await this.#next(`press: ${titled.title}: ${answer.press}`);
      const button = buttons.find(({ title }) => title === answer.press);
      if (!button) return this.#fail(`"${answer.press}" is no button of ${titled.title}`);
      return { value: button.press(value).text ?? value, back: false };
    }
    const text = await this.input(titled);
    return text === undefined ? undefined : { value: text, back: false };
  }

  async stepPick<T>(
    question: StepPickQuestion<T>,
    choices: readonly Choice<T>[],
  ): Promise<StepAnswer<T | undefined> | undefined> {
    const [answer] = this.#answers;
    const title = `${question.title} (${question.step.number}/${question.step.of})`;
    if (typeof answer === 'object' && 'back' in answer) {
      await this.#next(`back: ${title}`);
      return { value: question.value, back: true };
    }
    const value = await this.pick({ title }, choices);
    return value === undefined ? undefined : { value, back: false };
  }

  async confirm(message: string, detail: string): Promise<boolean> {
    const answer = await this.#next(`confirm: ${message} ${detail}`);
    if (answer === 'dismiss') return false;
    return 'confirm' in answer ? answer.confirm : this.#fail(`"${message}" asks to confirm`);
  }

  openFile(title: string): Promise<Uri | undefined> {
    return this.#file(title);
  }

  saveFile(title: string, name: string): Promise<Uri | undefined> {
    return this.#file(`${title}: ${name}`);
  }

  async #file(title: string): Promise<Uri | undefined> {
    const answer = await this.#next(`file: ${title}`);
    if (answer === 'dismiss') return undefined;
    return 'file' in answer ? answer.file : this.#fail(`"${title}" asks for a file`);
  }

  info(message: string, ...actions: string[]): Promise<string | undefined> {
    return this.#message('info', message, actions);
  }

  warn(message: string, ...actions: string[]): Promise<string | undefined> {
    return this.#message('warning', message, actions);
  }

  error(message: string, ...actions: string[]): Promise<string | undefined> {
    return this.#message('error', message, actions);
  }

  progress<T>(
    title: string,
    task: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
  ): Promise<T> {
    this.asked.push(`progress: ${title}`);
    return task(new AbortController().signal, (message) => this.asked.push(`progress: ${title}: ${message}`));
  }

  /** A message needs no answer; a scripted click must be one of its buttons. */
  async #message(kind: string, message: string, actions: readonly string[]): Promise<string | undefined> {
    this.asked.push(`${kind}: ${message}${actions.length > 0 ? ` [${actions.join('] [')}]` : ''}`);
    const next = this.#answers[0];
    if (next === undefined || next === 'dismiss' || !('click' in next)) return undefined;
    this.#answers.shift();
    if (next.click === undefined || actions.includes(next.click)) return next.click;
    return this.#fail(`"${next.click}" is none of the buttons ${actions.join(', ')}`);
  }

  async #next(what: string): Promise<Answer> {
    this.asked.push(what);
    return this.#answers.shift() ?? this.#fail(`unexpected question: ${what}`);
  }

  /** Kept besides being thrown: a command under test catches what a prompt throws. */
  #fail(message: string): Promise<never> {
    this.#mismatch ??= message;
    return Promise.reject(new assert.AssertionError({ message }));
  }
}
