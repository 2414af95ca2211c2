import { t } from '../base/l10n.ts';
import type { InputButton, Prompts } from '../platform/prompts.ts';
import { askInSteps, type AskStep } from '../platform/steps.ts';
import {
  problemWithAttribute,
  problemWithEmail,
  problemWithLimit,
  problemWithName,
  problemWithPassword,
  type Attribute,
  type EditDraft,
  type NewCustomerDraft,
} from './customerDraft.ts';
import { wordFor } from './facts.ts';
import { newPassword } from './password.ts';

/** What the questions need besides the person. */
export interface Asking {
  readonly prompts: Prompts;
  /** Stands above each question: what is done, and on which connection. */
  readonly title: string;
}

type TextQuestion = Omit<Parameters<Prompts['stepInput']>[0], 'title' | 'step' | 'value'>;

/** Asks for a text that is kept under one name of the draft. */
function askText<D, K extends keyof D & string>(
  { prompts, title }: Asking,
  key: K & (D[K] extends string ? K : never),
  question: TextQuestion,
): AskStep<D> {
  return async (draft, step) => {
    const value = draft[key] as string;
    const answer = await prompts.stepInput({ ...question, title, step, value });
    return answer && { back: answer.back, value: { [key]: answer.value } as unknown as Partial<D> };
  };
}

interface NewCustomerHow {
  /** For the older path, which takes one more. */
  readonly withLimit: boolean;
  readonly copy: (text: string) => void;
  /** Whether what is on the screen is for others too. */
  readonly hides: () => boolean;
}

/**
 * Asks for all that creating a customer needs. A generated password can be copied, and be shown, before anything is
 * sent, so that it is known even if the answer gets lost.
 */
export function askForNewCustomer(
  asking: Asking,
  start: NewCustomerDraft,
  { withLimit, copy, hides }: NewCustomerHow,
): Promise<NewCustomerDraft | undefined> {
  type Draft = NewCustomerDraft;
  const { prompts, title } = asking;
  const name = askText<Draft, 'name'>(asking, 'name', {
    prompt: t('Name of the customer'),
    placeholder: t('Harbour Bakery'),
    validate: problemWithName,
  });
  const email = askText<Draft, 'email'>(asking, 'email', {
    prompt: t('E-mail address that the customer logs in with; the server keeps it in lower case'),
    placeholder: 'info@example.com',
    validate: problemWithEmail,
  });
  const source: AskStep<Draft> = async ({ password, generated }, step) => {
    const question = {
      title,
      step,
      value: password,
      placeholder: t('Which password shall the customer have?'),
    };
    const answer = await prompts.stepPick<'generated' | 'typed'>(question, [
      {
        label: t('Generate a Strong Password'),
        detail: t('20 random characters, masked in the next step, to be copied there'),
        value: 'generated',
      },
      {
        label: t('Type a Password'),
        detail: t('Masked, and asked for twice'),
        value: 'typed',
      },
    ]);
    if (!answer) return undefined;
    const value = { password: answer.value, generated: generated === '' ? newPassword() : generated };
    return { back: answer.back, value };
  };
  const show: AskStep<Draft> = (draft, step) =>
    askText<Draft, 'generated'>(asking, 'generated', {
      prompt: t('Copy the password now, by the first button: it is kept nowhere.'),
      // Also of what was generated: a browser keeps what an open text box holds, to restore its tabs.
      password: true,
      validate: problemWithPassword,
      buttons: passwordButtons(copy, hides()),
    })(draft, step);
  const typed = askText<Draft, 'typed'>(asking, 'typed', {
    prompt: t('Password of the customer. It is sent once and kept nowhere.'),
    password: true,
    validate: problemWithPassword,
  });
  // Not kept in the draft: a repetition that is filled in already would repeat nothing.
  const again: AskStep<Draft> = async (draft, step) => {
    const validate = (text: string): string | undefined =>
      text === draft.typed ? undefined : t('This is not the password of the step before.');
    const prompt = t('The same password again');
    const answer = await prompts.stepInput({ title, step, prompt, password: true, validate });
    return answer && { back: answer.back, value: {} };
  };
  const limit = askText<Draft, 'limit'>(asking, 'limit', {
    prompt: t('Limit, which the older path of this connection takes: a whole number, or empty for none'),
    validate: problemWithLimit,
  });
  return askInSteps(start, ({ password }) => [
    ...[name, email, source],
    ...(password === 'typed' ? [typed, again] : [show]),
    ...(withLimit ? [limit] : []),
  ]);
}

function passwordButtons(copy: (text: string) => void, hides: boolean): readonly InputButton[] {
  const show = { icon: 'eye', title: t('Show Password'), press: (text: string) => ({ says: text }) };
  return [
    {
      icon: 'copy',
      title: t('Copy Password'),
      press(text) {
        copy(text);
        return { says: t('Copied to the clipboard. Press Enter to go on.') };
      },
    },
    ...(hides ? [] : [show]),
    { icon: 'refresh', title: t('Generate Another'), press: () => ({ text: newPassword() }) },
  ];
}

/** Asks what to change of a customer and to what; one attribute at a time. */
export function askForEdit(asking: Asking, start: EditDraft): Promise<EditDraft | undefined> {
  const { prompts, title } = asking;
  const which: AskStep<EditDraft> = async ({ attribute, name, email, status }, step) => {
    const question = { title, step, value: attribute, placeholder: t('What to change?') };
    const answer = await prompts.stepPick<Attribute>(question, [
      { label: t('Name'), description: name, value: 'name' },
      { label: t('E-Mail Address'), description: email, value: 'email' },
      { label: t('Status'), description: wordFor(status), value: 'status' },
      {
        label: t('Another Attribute…'),
        detail: t('The service does not document what can be changed: name what you know it takes'),
        value: 'other',
      },
    ]);
    return answer && { back: answer.back, value: { attribute: answer.value } };
  };
  const text = askText<EditDraft, 'name' | 'email' | 'status' | 'otherName' | 'otherValue'>;
  const follow: Readonly<Record<Attribute, readonly AskStep<EditDraft>[]>> = {
    name: [text(asking, 'name', { prompt: t('New name'), validate: problemWithName })],
    email: [
      text(asking, 'email', {
        prompt: t('New e-mail address, sent as “username”, which is its name where a customer is created'),
        validate: problemWithEmail,
      }),
    ],
    status: [
      text(asking, 'status', {
        prompt: t('New status: ACTIVE, INACTIVE, or another word that the service knows'),
        validate: (value) => (value.trim() === '' ? t('Enter a status.') : undefined),
      }),
    ],
    other: [
      text(asking, 'otherName', {
        prompt: t('Name of the attribute, as the service calls it'),
        placeholder: 'subscriptionType',
        validate: problemWithAttribute,
      }),
      text(asking, 'otherValue', {
        prompt: t(
          'New value: a number, true, false, or a text (in "quotes" where it looks like one of those)',
        ),
        validate: (value) => (value.trim() === '' ? t('Enter a value.') : undefined),
      }),
    ],
  };
  return askInSteps(start, ({ attribute }) => [which, ...follow[attribute ?? 'name']]);
}
