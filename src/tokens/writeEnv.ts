import type { Uri } from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { EnvFolder } from '../platform/envFolder.ts';
import type { GitView } from '../platform/gitView.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { TextFiles } from '../platform/textFiles.ts';
import { envValuesOf, setEnvValue } from './envFile.ts';

export interface WriteEnvOptions {
  readonly files: TextFiles;
  readonly prompts: Prompts;
  readonly gitViewOf: (uri: Uri) => Promise<GitView>;
}

/** What is to be written. The value is read where it is needed, since questions take a while. */
export interface EnvVariable {
  readonly name: string;
  readonly read: () => Promise<string>;
}

/**
 * Sets a variable in a folder's `.env` file, after a line in `.gitignore` where git would take the file up. All
 * questions come before anything is written: whether a folder is meant that should be thought about, whether another
 * value may be replaced, and what to do about git.
 * @returns whether the file was written or has that value already; undefined when the user decided against it
 * @throws UserError when git tracks the file, it was changed meanwhile, or a file cannot be read or written
 */
export async function writeEnv(
  { env, gitignore, name: folder, caution }: EnvFolder,
  { name, read }: EnvVariable,
  { files, prompts, gitViewOf }: WriteEnvOptions,
): Promise<'written' | 'unchanged' | undefined> {
  const look = async () => {
    const [text, value] = [(await files.read(env)) ?? '', await read()];
    const values = envValuesOf(text, name);
    const others = values.filter((each) => each !== '' && each !== value);
    return { text, value, others, isThere: values.length > 0 && values.every((each) => each === value) };
  };
  // First, so that a file that cannot be taken changes nothing.
  const { isThere, others } = await look();
  if (isThere) return 'unchanged';
  const view = await gitViewOf(env);
  if (view === 'tracked') throw tracked();
  if (caution && !(await prompts.confirm(t('Write a token to .env in “{0}”?', folder), caution, t('Write'))))
    return;
  if (others.length > 0 && !(await mayReplace(prompts, name, folder))) return;
  if (view === 'untracked' || view === 'unknown') {
    const choice = await askAboutGit(prompts, view, folder);
    if (!choice) return;
    if (choice === 'ignore') {
      await addIgnoreLine(files, gitignore);
      if (['tracked', 'untracked'].includes(await gitViewOf(env))) throw notIgnored();
    }
  }
  const latest = await look();
  if (latest.isThere) return 'unchanged';
  if (latest.others.some((each) => !others.includes(each)))
    throw new UserError(
      t(
        '{0} was given another value in .env meanwhile. Nothing was written there: look at it, then try again.',
        name,
      ),
    );
  await files.write(env, setEnvValue(latest.text, name, latest.value));
  return 'written';
}

function mayReplace(prompts: Prompts, name: string, folder: string): Promise<boolean> {
  return prompts.confirm(
    t('Replace the value of {0} in .env of “{1}”?', name, folder),
    t('It has another value there, which is gone then.'),
    t('Replace'),
  );
}

function tracked(): UserError {
  return new UserError(
    t(
      'Git tracks .env already, so a line in .gitignore would not keep the token out of commits. Run “git rm --cached .env”, then try again. The token was not written.',
    ),
  );
}

function notIgnored(): UserError {
  return new UserError(
    t(
      'Git would take up .env although .gitignore has a line for it now: a later line there may except it. The token was not written.',
    ),
  );
}

function askAboutGit(
  prompts: Prompts,
  view: 'untracked' | 'unknown',
  folder: string,
): Promise<'ignore' | 'write' | undefined> {
  const ignore = {
    label: `$(shield) ${t('Add .env to .gitignore, then write')}`,
    detail: t('In “{0}”', folder),
    value: 'ignore' as const,
  };
  const write = {
    label: `$(edit) ${t('Write without that')}`,
    detail: t('The folder is in no repository, or .env is ignored already'),
    value: 'write' as const,
  };
  const placeholder =
    view === 'untracked'
      ? t('Git would track .env, so the token would go into the next commit')
      : t('VS Code cannot tell here whether git would track .env');
  return prompts.pick(
    { title: t('Write Token to .env'), placeholder },
    view === 'untracked' ? [ignore] : [ignore, write],
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
