/** Where a question stands among several that belong together. */
export interface Step {
  readonly number: number;
  readonly of: number;
}

/** What was answered; `back` where the person went to the question before, `value` being what the box held then. */
export interface StepAnswer<T> {
  readonly value: T;
  readonly back: boolean;
}

/** Asks one of several questions and gives what its answer changes of the draft; undefined when dismissed. */
export type AskStep<D> = (draft: D, step: Step) => Promise<StepAnswer<Partial<D>> | undefined>;

/**
 * Asks questions in turn, which of them being told by what was answered so far. Each gets the draft with all answers,
 * so that nothing is lost by going back. Undefined when dismissed.
 */
export async function askInSteps<D extends object>(
  start: D,
  questions: (draft: D) => readonly AskStep<D>[],
): Promise<D | undefined> {
  let draft = start;
  for (let at = 0; ;) {
    const all = questions(draft);
    const ask = all[at];
    if (!ask) return draft;
    const answer = await ask(draft, { number: at + 1, of: all.length });
    if (!answer) return undefined;
    draft = { ...draft, ...answer.value };
    at = answer.back ? Math.max(0, at - 1) : at + 1;
  }
}
