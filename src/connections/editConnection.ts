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
import { LABEL_WORDS } from './connectionMarks.ts';
import { askForName } from './connectionPrompts.ts';

/** Asks for one changed choice of a connection; undefined when dismissed. */
export type AskForChange = (
  prompts: Prompts,
  connection: Connection,
) => Promise<Partial<ConnectionChoices> | undefined>;

/** Asks what to change of a connection, and for that. */
export const askForEdit: AskForChange = async (prompts, connection) => {
  const { name, label, readOnly, tokenAuthorization, createPath, tokenFetches } = connection;
  const question = { title: `Edit Connection: ${name}`, placeholder: 'What to change?' };
  const ask = await prompts.pick<AskForChange>(question, [
    { label: 'Name', description: name, value: askForNewName },
    { label: 'Label', description: LABEL_WORDS[label] ?? 'none', value: askForLabel },
    { label: 'Read-only', description: readOnly ? 'yes' : 'no', value: askForReadOnly },
    {
      label: 'What authorizes member tokens',
      description: AUTHORIZATION_WORDS[tokenAuthorization].label,
      value: askForTokenAuthorization,
    },
    { label: 'Path that creates customers', description: createPath, value: askForCreatePath },
    {
      label: "Fetching of customers' tokens",
      description: tokenFetches === 'afterAsking' ? 'after asking' : 'when needed',
      value: askForTokenFetches,
    },
  ]);
  return ask?.(prompts, connection);
};

export const askForNewName: AskForChange = async (prompts, connection) => {
  const name = await askForName(prompts, 'Rename Connection', connection.name);
  return name ? { name } : undefined;
};

const AUTHORIZATION_WORDS = {
  customerToken: {
    label: "The customer's token",
    detail: "Fetching a member's token is asked for in the name of the customer it belongs to",
  },
  partnerKey: {
    label: 'The partner key',
    detail: "Fetching a member's token is asked for in the name of the partner",
  },
} as const;

export const askForTokenAuthorization: AskForChange = async (
  prompts,
  { name, tokenAuthorization: current },
) => {
  const { customerToken, partnerKey } = AUTHORIZATION_WORDS;
  const question = {
    title: `What Authorizes Member Tokens: ${name}`,
    placeholder: 'The service does not document it: change it if fetching is refused',
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

const LABEL_DETAILS: Readonly<Record<ConnectionLabel, string>> = {
  none: 'Nothing is said of what the connection is used for',
  production: 'Shown wherever the connection is in use, and in questions before something is deleted',
  staging: 'For trying what goes to production next',
  test: 'For trying anything',
};

const askForLabel: AskForChange = async (prompts, { name, label: current }) => {
  const question = { title: `Label: ${name}`, placeholder: 'What is this connection used for?' };
  const choices = LABELS.map((value) => ({
    label: LABEL_WORDS[value] ?? 'None',
    detail: LABEL_DETAILS[value],
    value,
  }));
  const picked = await prompts.pick<ConnectionLabel>(question, marked(current, choices));
  return picked && { label: picked };
};

const askForReadOnly: AskForChange = async (prompts, { name, readOnly: current }) => {
  const question = { title: `Read-Only: ${name}`, placeholder: 'May this connection change anything?' };
  const picked = await prompts.pick(
    question,
    marked(current, [
      { label: 'Reads and writes', value: false },
      { label: 'Read-only', detail: 'Every change is refused before it leaves this computer', value: true },
    ]),
  );
  return picked === undefined ? undefined : { readOnly: picked };
};

const askForCreatePath: AskForChange = async (prompts, { name, createPath: current }) => {
  const question = {
    title: `Path That Creates Customers: ${name}`,
    placeholder: 'The documentation names both: change it if the server does not know one',
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
    title: `Fetching of Customers' Tokens: ${name}`,
    placeholder: 'Reading a team needs the token of its customer, and a fetch may replace it',
  };
  const needed = current === 'agreed' ? 'agreed' : 'whenNeeded';
  const picked = await prompts.pick<TokenFetches>(
    question,
    marked(current, [
      { label: 'When needed', detail: 'A fetch gives the token that stands, as documented', value: needed },
      {
        label: 'After asking',
        detail: 'Each time: chosen by itself once a fetch brought another token than the last one',
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
    description: choice.value === current ? 'in use' : undefined,
  }));
}
