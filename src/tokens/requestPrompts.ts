import { t } from '../base/l10n.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { RequestFormat } from './requestText.ts';

/**
 * Which call: the list of a team is the one that a token other than the partner key is known to open. What else a
 * member's token opens is UNKNOWN, so any path may be typed.
 */
export async function askForPath(prompts: Prompts, title: string): Promise<string | undefined> {
  const choice = await prompts.pick({ title, placeholder: t('Which call?') }, [
    { label: t('List Team Members'), description: 'GET /custom-user', value: '/custom-user?page=1' },
    { label: t('Another Call…'), detail: t('Any path that your documentation names'), value: 'other' },
  ]);
  if (choice !== 'other') return choice;
  const path = await prompts.input({
    title,
    prompt: t('Path of the call, with its query'),
    placeholder: '/path?name=value',
    validate: (text) =>
      /^\/(?!\/)[\x21-\x7e]*$/.test(text.trim()) && !text.includes('\\')
        ? undefined
        : t('A path begins with one / and has neither blanks nor backslashes.'),
  });
  return path?.trim();
}

export function askForFormat(prompts: Prompts, title: string): Promise<RequestFormat | undefined> {
  return prompts.pick<RequestFormat>({ title, placeholder: t('As what?') }, [
    { label: 'cURL', description: 'bash, zsh', value: 'bash' },
    { label: t('cURL for PowerShell'), value: 'powershell' },
    { label: t('cURL for cmd'), value: 'cmd' },
    { label: 'fetch', description: 'JavaScript', value: 'fetch' },
    { label: 'Python', description: t('its standard library'), value: 'python' },
    { label: t('HTTP file'), description: t('for an HTTP client in the editor'), value: 'http' },
  ]);
}

/** The placeholder first: a token that is in no text cannot be pasted into the wrong place. */
export function askForTokenText(
  prompts: Prompts,
  title: string,
  name: string | undefined,
): Promise<'placeholder' | 'value' | undefined> {
  return prompts.pick<'placeholder' | 'value'>({ title, placeholder: t('With the token itself?') }, [
    {
      label: `$(symbol-variable) ${t('With a Variable')}`,
      description: name,
      detail: t('The token comes from an environment variable; the text is safe to pass on'),
      value: 'placeholder',
    },
    {
      label: `$(key) ${t('With the Token Itself')}`,
      detail: t('Whoever gets the text can use it; the clipboard is cleared as after copying a token'),
      value: 'value',
    },
  ]);
}
