import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../project.ts';

interface DesktopOptions {
  /** Where this VS Code keeps its settings and extensions, apart from those of the user's own. */
  readonly folder: string;
  readonly workspace: string;
}

/** Opens an installed desktop VS Code with the extension loaded from this checkout. */
export async function openDesktop({ folder, workspace }: DesktopOptions): Promise<void> {
  const code = findDesktop();
  if (!code) {
    throw new Error(
      'No desktop VS Code was found. Install it from https://code.visualstudio.com, or set VSCODE_PATH to its ' +
        '“code” command. Without --desktop, npm start needs a browser only.',
    );
  }
  const args = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${join(folder, 'user-data')}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
    '--disable-workspace-trust',
    workspace,
  ];
  // On Windows the command is a batch file, which only a shell can run, and a shell splits at blanks.
  const shell = process.platform === 'win32';
  const quote = (text: string) => (shell ? `"${text}"` : text);
  const child = spawn(quote(code), args.map(quote), { stdio: 'inherit', shell });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  if (exitCode !== 0) throw new Error(`${code} ended with exit code ${exitCode ?? '?'}.`);
}

function findDesktop(): string | undefined {
  const chosen = process.env['VSCODE_PATH'];
  if (chosen) return chosen;
  const names = process.platform === 'win32' ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders'];
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  const installed = [
    ...path.flatMap((entry) => names.map((name) => join(entry, name))),
    ...['/Applications', join(homedir(), 'Applications')].map((applications) =>
      join(applications, 'Visual Studio Code.app', 'Contents', 'Resources', 'app', 'bin', 'code'),
    ),
    ...['LOCALAPPDATA', 'ProgramFiles'].flatMap((name) => {
      const base = process.env[name];
      const programs = name === 'LOCALAPPDATA' ? ['Programs'] : [];
      return base ? [join(base, ...programs, 'Microsoft VS Code', 'bin', 'code.cmd')] : [];
    }),
    '/snap/bin/code',
  ];
  return installed.find((candidate) => existsSync(candidate));
}
