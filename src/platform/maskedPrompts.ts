import type { FindRow, Findings } from './findBox.ts';
import { withoutQuoted } from './presentedItem.ts';
import type { Presentation } from './presentation.ts';
import type { Choice, Prompts } from './prompts.ts';

/**
 * Prompts in which all that presentation mode hides is masked when it shows. Titles of buttons are not: they are the
 * extension's own words, by which an answer is told. Nor is what somebody types.
 */
export function masked(prompts: Prompts, presentation: Pick<Presentation, 'on' | 'mask'>): Prompts {
  const mask = (text: string): string => presentation.mask(text);
  const maybe = (text: string | undefined): string | undefined => text && mask(text);
  const asked = <Q extends { title: string; placeholder?: string | undefined }>(question: Q): Q => ({
    ...question,
    title: mask(question.title),
    placeholder: maybe(question.placeholder),
  });
  const shown = <C extends Pick<Choice<unknown>, 'label' | 'description' | 'detail'>>(choice: C): C => ({
    ...choice,
    label: mask(choice.label),
    description: maybe(choice.description && withoutQuoted(choice.description, presentation)),
    detail: maybe(choice.detail),
  });
  const input = <Q extends Parameters<Prompts['input']>[0]>(question: Q): Q => {
    const { prompt, value, personal, password, validate } = question;
    // A password shows as dots anyway, and has to be there for its buttons.
    const shows = value !== undefined && presentation.on && password !== true;
    const hides = shows && (personal === true || mask(value) !== value);
    return {
      ...asked(question),
      prompt: mask(prompt),
      value: hides ? '' : value,
      validate: validate && ((text: string) => maybe(validate(text))),
    };
  };
  const found = <T>({ title, rows, ...rest }: Findings<T>): Findings<T> => ({
    ...rest,
    title: mask(title),
    rows: rows.map((row): FindRow<T> => shown(row)),
  });

  return {
    pick: (question, choices) => prompts.pick(asked(question), choices.map(shown)),
    pickLive: (question, search) =>
      prompts.pickLive(asked(question), async (...text) => (await search(...text)).map(shown)),
    find: (question) =>
      prompts.find({
        ...question,
        placeholder: mask(question.placeholder),
        text: mask(question.text) === question.text ? question.text : '',
        watch(text, show, signal) {
          question.watch(
            text,
            (findings) => {
              show(found(findings));
            },
            signal,
          );
        },
      }),
    input: (question) => prompts.input(input(question)),
    stepInput: (question) => prompts.stepInput(input(question)),
    stepPick: (question, choices) => prompts.stepPick(asked(question), choices.map(shown)),
    confirm: (message, detail, action) => prompts.confirm(mask(message), mask(detail), action),
    openFile: (title, filters) => prompts.openFile(mask(title), filters),
    saveFile: (title, name, filters) => prompts.saveFile(mask(title), mask(name), filters),
    info: (message, ...actions) => prompts.info(mask(message), ...actions),
    warn: (message, ...actions) => prompts.warn(mask(message), ...actions),
    error: (message, ...actions) => prompts.error(mask(message), ...actions),
    progress: (title, task) =>
      prompts.progress(mask(title), (signal, report) =>
        task(signal, (message) => {
          report(mask(message));
        }),
      ),
  };
}
