import type { Memento } from 'vscode';
import { t } from '../base/l10n.ts';
import type { Prompts } from '../platform/prompts.ts';
import { problemWithName } from './envFile.ts';

const REMEMBERED = 'referenceName';
const PROPOSED = 'BOTPENGUIN_TOKEN';

/** The name that this workspace last gave to a token's variable. */
export function rememberedName(memento: Memento): string | undefined {
  const name = memento.get<unknown>(REMEMBERED);
  return typeof name === 'string' && problemWithName(name) === undefined ? name : undefined;
}

/** Asks how the variable that holds a token is called, and remembers that. Undefined when dismissed. */
export async function askForName(
  prompts: Prompts,
  memento: Memento,
  title: string,
): Promise<string | undefined> {
  const name = await prompts.input({
    title,
    prompt: t('Name of the environment variable that holds the token'),
    value: rememberedName(memento) ?? PROPOSED,
    validate: (text) => problemWithName(text.trim()),
  });
  if (name === undefined) return undefined;
  await memento.update(REMEMBERED, name.trim());
  return name.trim();
}
