import assert from 'node:assert/strict';
import type { Choice, Prompts } from '../../src/platform/prompts.ts';

/** What a scripted user does at the next question: picks a row by its label, types, says yes, or dismisses it. */
export type Answer =
  { pick: string } | { type: string } | { confirm: boolean } | { click: string | undefined } | 'dismiss';

/**
 * Prompts that answer from a script and fail on a question the script does not expect. `asked` holds what was shown,
 * so that a test can look for what must not be there.
 */
export class ScriptedPrompts implements Prompts {
  readonly asked: string[] = [];
  readonly #answers: Answer[];
  #unexpected: string | undefined;

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  /** Adds answers to the script. */
  expect(...answers: Answer[]): void {
    this.#answers.push(...answers);
  }

  /** Fails unless every answer was asked for, and none was that is not in the script. */
  assertDone(): void {
    // A command under test catches what a prompt throws, and tells it in a message nobody reads here.
    if (this.#unexpected !== undefined) assert.fail(this.#unexpected);
    assert.deepEqual(this.#answers, [], 'every scripted answer is used');
  }

  pick<T>(question: { title: string }, choices: readonly Choice<T>[]): Promise<T | undefined> {
    const answer = this.#next(`pick: ${question.title}`);
    if (answer === 'dismiss') return Promise.resolve(undefined);
    assert.ok('pick' in answer, `"${question.title}" asks to pick`);
    const wanted = answer.pick;
    const choice = choices.find(({ label }) => label.replace(/^\$\([^)]*\) /, '') === wanted);
    if (choice) return Promise.resolve(choice.value);
    this.#unexpected = `"${wanted}" is none of ${choices.map(({ label }) => label).join(', ')}`;
    return assert.fail(this.#unexpected);
  }

  async pickLive<T>(
    question: { title: string },
    search: (text: string, signal: AbortSignal) => Promise<readonly Choice<T>[]>,
  ): Promise<T | undefined> {
    return this.pick(question, await search('', new AbortController().signal));
  }

  input({ title, prompt, validate }: Parameters<Prompts['input']>[0]): Promise<string | undefined> {
    const answer = this.#next(`input: ${title}: ${prompt}`);
    if (answer === 'dismiss') return Promise.resolve(undefined);
    assert.ok('type' in answer, `"${title}" asks to type`);
    // VS Code does not let a text through that does not validate.
    assert.equal(validate?.(answer.type), undefined);
    return Promise.resolve(answer.type);
  }

  confirm(message: string, detail: string): Promise<boolean> {
    const answer = this.#next(`confirm: ${message} ${detail}`);
    return Promise.resolve(answer !== 'dismiss' && 'confirm' in answer && answer.confirm);
  }

  info(message: string, ...actions: string[]): Promise<string | undefined> {
    return this.#message('info', message, actions);
  }

  warning(message: string, ...actions: string[]): Promise<string | undefined> {
    return this.#message('warning', message, actions);
  }

  error(message: string, ...actions: string[]): Promise<string | undefined> {
    return this.#message('error', message, actions);
  }

  progress<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.asked.push(`progress: ${title}`);
    return task(new AbortController().signal);
  }

  /** A message needs no answer; a scripted click must be one of its buttons. */
  #message(kind: string, message: string, actions: readonly string[]): Promise<string | undefined> {
    this.asked.push(`${kind}: ${message}${actions.length > 0 ? ` [${actions.join('] [')}]` : ''}`);
    const next = this.#answers[0];
    if (next === undefined || next === 'dismiss' || !('click' in next)) return Promise.resolve(undefined);
    this.#answers.shift();
    if (next.click !== undefined)
      assert.ok(actions.includes(next.click), `"${next.click}" is one of ${actions.join(', ')}`);
    return Promise.resolve(next.click);
  }

  #next(what: string): Answer {
    this.asked.push(what);
    const answer = this.#answers.shift();
    if (answer !== undefined) return answer;
    this.#unexpected = `unexpected question: ${what}`;
    return assert.fail(this.#unexpected);
  }
}
