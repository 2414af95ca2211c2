import type { Uri } from 'vscode';
import { UserError } from '../base/userError.ts';
import type { GitView } from '../platform/gitView.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { TextFiles } from '../platform/textFiles.ts';
import { setEnvValue } from './envFile.ts';

/** The folder whose `.env` file is written. */
export interface EnvFolder {
  readonly env: Uri;
  readonly gitignore: Uri;
  readonly name: string;
  /** Why the user should think twice, such as that the folder is not trusted; shown before anything is written. */
  readonly caution: string | undefined;
}

export interface WriteEnvOptions {
  readonly files: TextFiles;
  readonly prompts: Prompts;
  readonly gitViewOf: (uri: Uri) => Promise<GitView>;
}

/**
 * Sets a variable in a folder's `.env` file, after a line in `.gitignore` where git would track it.
 * @returns false when the user decided against it
 * @throws UserError when git tracks the file whatever `.gitignore` says, or a file cannot be read or written
 */
export async function writeEnv(
  { env, gitignore, name: folder, caution }: EnvFolder,
  { name, value }: { readonly name: string; readonly value: string },
  { files, prompts, gitViewOf }: WriteEnvOptions,
): Promise<boolean> {
  if (caution && !(await prompts.confirm(`Write a token to .env in “${folder}”?`, caution, 'Write')))
    return false;
  // First, so that a file that cannot be taken changes nothing.
  const text = (await files.read(env)) ?? '';
  const view = await gitViewOf(env);
  if (view === 'tracked' || view === 'unknown') {
    const choice = await askAboutGit(prompts, view, folder);
    if (!choice) return false;
    if (choice === 'ignore') await addIgnoreLine(files, gitignore);
    if (choice === 'ignore' && (await gitViewOf(env)) === 'tracked') {
      throw new UserError(
        'Git tracks .env already, so .gitignore does not keep the token out of commits. Run “git rm --cached .env”, then try again. The token was not written.',
      );
    }
  }
  await files.write(env, setEnvValue(text, name, value));
  return true;
}

function askAboutGit(
  prompts: Prompts,
  view: 'tracked' | 'unknown',
  folder: string,
): Promise<'ignore' | 'write' | undefined> {
  const ignore = {
    label: '$(shield) Add .env to .gitignore, then write',
    detail: `In “${folder}”`,
    value: 'ignore' as const,
  };
  const write = {
    label: '$(edit) Write without that',
    detail: 'The folder is in no repository, or .env is ignored already',
    value: 'write' as const,
  };
  const placeholder =
    view === 'tracked'
      ? 'Git would track .env, so the token would go into the next commit'
      : 'VS Code cannot tell here whether git would track .env';
  return prompts.pick(
    { title: 'Write Token to .env', placeholder },
    view === 'tracked' ? [ignore] : [ignore, write],
  );
}

async function addIgnoreLine(files: TextFiles, gitignore: Uri): Promise<void> {
  const text = (await files.read(gitignore)) ?? '';
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.includes('.env')) return;
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const separator = text === '' || lines.at(-1) === '' ? '' : lineEnd;
  await files.write(gitignore, `${text}${separator}.env${lineEnd}`);
}
