import type * as vscode from 'vscode';
import type { FindChoice, FindQuestion } from './findBox.ts';
import type { Presentation } from './presentation.ts';
import type { Step, StepAnswer } from './steps.ts';

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
  /** Says of whom the value tells, so presentation mode begins with an empty box. */
  readonly personal?: boolean | undefined;
  /** Masks what is typed. */
  readonly password?: boolean | undefined;
  /** Returns what is wrong with the text, or undefined. */
  readonly validate?: ((text: string) => string | undefined) | undefined;
}

/** One of several questions in a row. */
export interface StepInputQuestion extends InputQuestion {
  readonly step: Step;
  readonly buttons?: readonly InputButton[] | undefined;
}

/** Stands in the title of an input box. */
export interface InputButton {
  /** The name of a product icon. */
  readonly icon: string;
  readonly title: string;
  /** Gets what the box holds; gives what it is to hold, and what to say below it. */
  readonly press: (text: string) => { readonly text?: string; readonly says?: string };
}

export interface StepPickQuestion<T> extends Question {
  readonly step: Step;
  /** What was picked when the question was asked before. */
  readonly value?: T | undefined;
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
  /** An input box that says which step it is, and has a way back to the one before. */
  stepInput(question: StepInputQuestion): Promise<StepAnswer<string> | undefined>;
  stepPick<T>(
    question: StepPickQuestion<T>,
    choices: readonly Choice<T>[],
  ): Promise<StepAnswer<T | undefined> | undefined>;
  /** A modal dialog; false when dismissed. */
  confirm(message: string, detail: string, action: string): Promise<boolean>;
  openFile(title: string, filters: Filters): Promise<vscode.Uri | undefined>;
  /** `name` is a proposal. */
  saveFile(title: string, name: string, filters: Filters): Promise<vscode.Uri | undefined>;
  info(message: string, ...actions: string[]): Promise<string | undefined>;
  /** For what the user should know of, where nothing has failed. */
  warn(message: string, ...actions: string[]): Promise<string | undefined>;
  error(message: string, ...actions: string[]): Promise<string | undefined>;
  /**
   * Runs a task; when it takes long, a notification says so, and its Cancel aborts the signal. What the task reports
   * stands behind the title.
   */
  progress<T>(
    title: string,
    task: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
  ): Promise<T>;
}

/** An object, so that the compiler misses a method that is not here. */
const METHODS = {
  ...{ pick: true, pickLive: true, find: true, input: true, stepInput: true, stepPick: true },
  ...{ confirm: true, openFile: true, saveFile: true, info: true, warn: true, error: true, progress: true },
} satisfies Record<keyof Prompts, true>;

/** Prompts that are loaded with the first question: activation asks none. The later ones show at once. */
function loadedLater(load: () => Promise<Prompts>): Prompts {
  let loaded: Prompts | undefined;
  const methods = (Object.keys(METHODS) as (keyof Prompts)[]).map((name) => {
    const call = (prompts: Prompts, args: unknown[]): unknown =>
      (prompts[name] as (...all: unknown[]) => unknown)(...args);
    const method = async (...args: unknown[]): Promise<unknown> =>
      loaded ? call(loaded, args) : call((loaded = await load()), args);
    return [name, method];
  });
  return Object.fromEntries(methods) as Prompts;
}

/** The prompts of VS Code itself. */
export function vscodePrompts(): Prompts {
  return loadedLater(async () => (await import('./vscodePrompts.ts')).shown);
}

/** Prompts of which presentation mode masks what they show. */
export function presentedPrompts(prompts: Prompts, presentation: Presentation): Prompts {
  return loadedLater(async () => {
    const { masked } = await import('./maskedPrompts.ts');
    await presentation.ready();
    return masked(prompts, presentation);
  });
}
