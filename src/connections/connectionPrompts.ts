import { isApiError, type ApiError } from '../api/errors.ts';
import { describeError } from '../platform/describeError.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { ApiClients } from './apiClients.ts';
import { KNOWN_HOSTS, parseOrigin, problemWithKey } from './connection.ts';
import { FROM_COMMAND } from './keySource.ts';

/** Asks for the host of a new connection; its name is a proposal for the connection's. */
export async function askForHost(prompts: Prompts): Promise<{ origin: string; name: string } | undefined> {
  const other = { name: 'Other host…', origin: '' };
  const picked = await prompts.pick(
    { title: 'Add Connection', placeholder: 'Which host is your partner account on?' },
    [
      ...KNOWN_HOSTS.map((host) => ({ label: host.name, description: host.origin, value: host })),
      { label: other.name, description: 'any other https URL, such as a white-label host', value: other },
    ],
  );
  if (picked?.origin !== '') return picked;
  const typed = await prompts.input({
    title: 'Add Connection',
    prompt: 'URL of the Partner API',
    placeholder: 'https://api.example.com',
    validate: (text) => {
      const parsed = parseOrigin(text);
      return 'problem' in parsed ? parsed.problem : undefined;
    },
  });
  const parsed = parseOrigin(typed ?? '');
  return 'origin' in parsed ? { origin: parsed.origin, name: new URL(parsed.origin).host } : undefined;
}

/** Asks for a connection's name. */
export async function askForName(
  prompts: Prompts,
  title: string,
  value: string,
): Promise<string | undefined> {
  const prompt = 'How the connection is called in the side bar and the status bar';
  const validate = (text: string): string | undefined => (text.trim() === '' ? 'Enter a name.' : undefined);
  return (await prompts.input({ title, prompt, value, validate }))?.trim();
}

const TRY_AGAIN = 'Try Again';
const ANOTHER_KEY = 'Enter Key Again…';
const UNCHECKED = 'Save Without Checking';
const RUN_AGAIN = 'Run Command Again';

/** A command that could give the key instead. */
export interface KeyCommand {
  readonly program: string;
  readonly run: () => Promise<string>;
}

/**
 * Asks for a key until the server takes it, the user gives up, or, where the server cannot be reached, the user
 * chooses to keep it unchecked. Nothing is stored here. Where there is a command that prints keys, that is offered first,
 * and `FROM_COMMAND` given instead of the key.
 */
export async function askForKey(
  prompts: Prompts,
  title: string,
  origin: string,
  clients: ApiClients,
  command?: KeyCommand,
): Promise<string | undefined> {
  const { host } = new URL(origin);
  const useCommand = command && (await askForSource(prompts, title, command.program));
  if (command && useCommand === undefined) return undefined;
  const prompt = `Partner key for ${host}. It is sent to ${origin} and nowhere else, and kept in VS Code's secret storage.`;
  for (;;) {
    const given =
      command && useCommand
        ? await prompts.progress(`Running ${command.program}…`, () => command.run())
        : await prompts.input({ title, prompt, password: true, validate: problemWithKey });
    if (given === undefined) return undefined;
    const key = given.trim();
    let next: string | undefined = TRY_AGAIN;
    while (next === TRY_AGAIN) {
      const failure = await prompts.progress(`Checking the key with ${host}…`, (signal) =>
        checkKey(origin, key, clients, signal),
      );
      if (!failure) return useCommand ? FROM_COMMAND : key;
      const [message, ...buttons] = whatNow(failure, host, useCommand ? RUN_AGAIN : ANOTHER_KEY);
      next = await prompts.error(message, ...buttons);
    }
    if (next === UNCHECKED) return useCommand ? FROM_COMMAND : key;
    if (next !== ANOTHER_KEY && next !== RUN_AGAIN) return undefined;
  }
}

/** True for the command, false for a key that is typed. */
function askForSource(prompts: Prompts, title: string, program: string): Promise<boolean | undefined> {
  return prompts.pick<boolean>({ title, placeholder: 'Where does the partner key come from?' }, [
    {
      label: 'Use the Credential Command',
      description: program,
      detail: 'Run when the key is needed; the key is kept in memory only',
      value: true,
    },
    { label: 'Enter a Key', detail: "Kept in VS Code's secret storage", value: false },
  ]);
}

/** What to say of a key that was not accepted, and the buttons that help. */
function whatNow(failure: ApiError, host: string, another: string): [message: string, ...buttons: string[]] {
  if (failure.kind === 'unauthorized') return [`${host} refused this key, so it was not saved.`, another];
  const message = `The key could not be checked and was not saved. ${describeError(failure).message}`;
  const offline = ['network', 'timeout', 'server', 'rateLimited'].includes(failure.kind);
  return [message, TRY_AGAIN, another, ...(offline ? [UNCHECKED] : [])];
}

/** Makes the cheapest call that only a partner key opens; returns why it failed, if it did. */
async function checkKey(
  origin: string,
  key: string,
  clients: ApiClients,
  signal: AbortSignal,
): Promise<ApiError | undefined> {
  const client = await clients.open(origin, () => Promise.resolve(key));
  try {
    await client.listCustomers({ page: 1, signal });
    return undefined;
  } catch (error) {
    if (isApiError(error)) return error;
    throw error;
  } finally {
    client.dispose();
  }
}
