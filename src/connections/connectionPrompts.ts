import { isApiError, type ApiError } from '../api/errors.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { describeError } from '../platform/describeError.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { ApiClients } from './apiClients.ts';
import { KNOWN_HOSTS, parseOrigin, problemWithKey } from './connection.ts';
import { FROM_COMMAND } from './keySource.ts';

/** Asks for the host of a new connection; its name is a proposal for the connection's. */
export async function askForHost(prompts: Prompts): Promise<{ origin: string; name: string } | undefined> {
  const other = { name: t('Other host…'), origin: '' };
  const picked = await prompts.pick(
    { title: t('Add Connection'), placeholder: t('Which host is your partner account on?') },
    [
      ...KNOWN_HOSTS.map((host) => ({ label: host.name, description: host.origin, value: host })),
      { label: other.name, description: t('any other https URL, such as a white-label host'), value: other },
    ],
  );
  if (picked?.origin !== '') return picked;
  const typed = await prompts.input({
    title: t('Add Connection'),
    prompt: t('URL of the Partner API'),
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
  const prompt = t('How the connection is called in the side bar and the status bar');
  const validate = (text: string): string | undefined =>
    text.trim() === '' ? t('Enter a name.') : undefined;
  return (await prompts.input({ title, prompt, value, validate }))?.trim();
}

/** Titles of buttons, by which an answer is told. */
const buttons = () => ({
  tryAgain: t('Try Again'),
  anotherKey: t('Enter Key Again…'),
  unchecked: t('Save Without Checking'),
  runAgain: t('Run Command Again'),
  enterKey: t('Enter a Key…'),
});
const TYPE_IT = Symbol('the key is typed instead');

/** A command that could give the key instead. */
export interface KeyCommand {
  /** Its name, or why it cannot be run. */
  readonly about: { readonly program: string } | { readonly problem: string };
  /** @throws UserError when it gives no key. */
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
  let useCommand = command && (await askForSource(prompts, title, command.about));
  if (command && useCommand === undefined) return undefined;
  const prompt = t(
    "Partner key for {0}. It is sent to {1} and nowhere else, and kept in VS Code's secret storage.",
    host,
    origin,
  );
  const { tryAgain, anotherKey, unchecked, runAgain } = buttons();
  for (;;) {
    const given: string | typeof TYPE_IT | undefined =
      command && useCommand
        ? await keyFrom(command, prompts)
        : await prompts.input({ title, prompt, password: true, validate: problemWithKey });
    if (given === undefined) return undefined;
    useCommand &&= given !== TYPE_IT;
    if (given === TYPE_IT) continue;
    const key = given.trim();
    let next: string | undefined = tryAgain;
    while (next === tryAgain) {
      const failure = await prompts.progress(t('Checking the key with {0}…', host), (signal) =>
        checkKey(origin, key, clients, signal),
      );
      if (!failure) return useCommand ? FROM_COMMAND : key;
      const [message, ...offered] = whatNow(failure, host, useCommand ? runAgain : anotherKey);
      next = await prompts.error(message, ...offered);
    }
    if (next === unchecked) return useCommand ? FROM_COMMAND : key;
    if (next !== anotherKey && next !== runAgain) return undefined;
  }
}

/** What a command gives, run as often as the user says; or that the user would rather type the key. */
async function keyFrom(
  { about, run }: KeyCommand,
  prompts: Prompts,
): Promise<string | typeof TYPE_IT | undefined> {
  const { runAgain, enterKey } = buttons();
  const title = 'program' in about ? t('Running {0}…', about.program) : t('Running the credential command…');
  for (;;) {
    try {
      return await prompts.progress(title, run);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const next = await prompts.error(error.message, runAgain, enterKey);
      if (next === enterKey) return TYPE_IT;
      if (next !== runAgain) return undefined;
    }
  }
}

/** True for the command, false for a key that is typed. */
function askForSource(
  prompts: Prompts,
  title: string,
  about: KeyCommand['about'],
): Promise<boolean | undefined> {
  const works = 'program' in about;
  const command = {
    label: t('Use the Credential Command'),
    description: works ? about.program : t('cannot be run'),
    detail: works ? t('Run when the key is needed; the key is kept in memory only') : about.problem,
    value: true,
  };
  const typed = { label: t('Enter a Key'), detail: t("Kept in VS Code's secret storage"), value: false };
  const question = { title, placeholder: t('Where does the partner key come from?') };
  return prompts.pick<boolean>(question, works ? [command, typed] : [typed, command]);
}

/** What to say of a key that was not accepted, and the buttons that help. */
function whatNow(failure: ApiError, host: string, another: string): [message: string, ...buttons: string[]] {
  if (failure.kind === 'unauthorized')
    return [t('{0} refused this key, so it was not saved.', host), another];
  const message = `${t('The key could not be checked and was not saved.')} ${describeError(failure).message}`;
  const { tryAgain, unchecked } = buttons();
  const offline = ['network', 'timeout', 'server', 'rateLimited'].includes(failure.kind);
  return [message, tryAgain, another, ...(offline ? [unchecked] : [])];
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
