import { t } from '../base/l10n.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import {
  LABELS,
  type Connection,
  type ConnectionChoices,
  type ConnectionLabel,
  type CreatePath,
  type TokenAuthorization,
  type TokenFetches,
} from './connection.ts';
import { wordOf } from './connectionMarks.ts';
import { askForName } from './connectionPrompts.ts';

/** Asks for one changed choice of a connection; undefined when dismissed. */
export type AskForChange = (
  prompts: Prompts,
  connection: Connection,
) => Promise<Partial<ConnectionChoices> | undefined>;

/** Asks what to change of a connection, and for that. */
export const askForEdit: AskForChange = async (prompts, connection) => {
  const { name, label, readOnly, tokenAuthorization, createPath, tokenFetches } = connection;
  const question = { title: t('Edit Connection: {0}', name), placeholder: t('What to change?') };
  const ask = await prompts.pick<AskForChange>(question, [
    { label: t('Name'), description: name, value: askForNewName },
    { label: t('Label'), description: wordOf(label) ?? t('none'), value: askForLabel },
    { label: t('Read-only'), description: readOnly ? t('yes') : t('no'), value: askForReadOnly },
    {
      label: t('What authorizes member tokens'),
      description: authorizationWords()[tokenAuthorization].label,
      value: askForTokenAuthorization,
    },
    { label: t('Path that creates customers'), description: createPath, value: askForCreatePath },
    {
      label: t("Fetching of customers' tokens"),
      description: tokenFetches === 'afterAsking' ? t('after asking') : t('when needed'),
      value: askForTokenFetches,
    },
  ]);
  return ask?.(prompts, connection);
};

export const askForNewName: AskForChange = async (prompts, connection) => {
  const name = await askForName(prompts, t('Rename Connection'), connection.name);
  return name ? { name } : undefined;
};

const authorizationWords = () => ({
  customerToken: {
    label: t("The customer's token"),
    detail: t("Fetching a member's token is asked for in the name of the customer it belongs to"),
  },
  partnerKey: {
    label: t('The partner key'),
    detail: t("Fetching a member's token is asked for in the name of the partner"),
  },
});

export const askForTokenAuthorization: AskForChange = async (
  prompts,
  { name, tokenAuthorization: current },
) => {
  const { customerToken, partnerKey } = authorizationWords();
  const question = {
    title: t('What Authorizes Member Tokens: {0}', name),
    placeholder: t('The service does not document it: change it if fetching is refused'),
  };
  const picked = await prompts.pick<TokenAuthorization>(
    question,
    marked(current, [
      { ...customerToken, value: 'customerToken' },
      { ...partnerKey, value: 'partnerKey' },
    ]),
  );
  return picked && { tokenAuthorization: picked };
};

const labelDetails = (): Readonly<Record<ConnectionLabel, string>> => ({
  none: t('Nothing is said of what the connection is used for'),
  production: t('Shown wherever the connection is in use, and in questions before something is deleted'),
  staging: t('For trying what goes to production next'),
  test: t('For trying anything'),
});

const askForLabel: AskForChange = async (prompts, { name, label: current }) => {
  const question = { title: t('Label: {0}', name), placeholder: t('What is this connection used for?') };
  const details = labelDetails();
  const choices = LABELS.map((value) => ({
    label: wordOf(value) ?? t('None'),
    detail: details[value],
    value,
  }));
  const picked = await prompts.pick<ConnectionLabel>(question, marked(current, choices));
  return picked && { label: picked };
};

const askForReadOnly: AskForChange = async (prompts, { name, readOnly: current }) => {
  const question = {
    title: t('Read-Only: {0}', name),
    placeholder: t('May this connection change anything?'),
  };
  const picked = await prompts.pick(
    question,
    marked(current, [
      { label: t('Reads and writes'), value: false },
      {
        label: t('Read-only'),
        detail: t('Every change is refused before it leaves this computer'),
        value: true,
      },
    ]),
  );
  return picked === undefined ? undefined : { readOnly: picked };
};

const askForCreatePath: AskForChange = async (prompts, { name, createPath: current }) => {
  const question = {
    title: t('Path That Creates Customers: {0}', name),
    placeholder: t('The documentation names both: change it if the server does not know one'),
  };
  const picked = await prompts.pick<CreatePath>(
    question,
    marked(current, [
      { label: '/customer/create', value: '/customer/create' },
      { label: '/customer', value: '/customer' },
    ]),
  );
  return picked && { createPath: picked };
};

const askForTokenFetches: AskForChange = async (prompts, { name, tokenFetches: current }) => {
  const question = {
    title: t("Fetching of Customers' Tokens: {0}", name),
    placeholder: t('Reading a team needs the token of its customer, and a fetch may replace it'),
  };
  const needed = current === 'agreed' ? 'agreed' : 'whenNeeded';
  const picked = await prompts.pick<TokenFetches>(
    question,
    marked(current, [
      {
        label: t('When needed'),
        detail: t('A fetch gives the token that stands, as documented'),
        value: needed,
      },
      {
        label: t('After asking'),
        detail: t('Each time: chosen by itself once a fetch brought another token than the last one'),
        value: 'afterAsking',
      },
    ]),
  );
  return picked && { tokenFetches: picked };
};

/** Says which choice is in use. */
function marked<T>(current: T, choices: readonly Omit<Choice<T>, 'description'>[]): Choice<T>[] {
  return choices.map((choice) => ({
    ...choice,
    description: choice.value === current ? t('in use') : undefined,
  }));
}
