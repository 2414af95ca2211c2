import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import { shellOf, type Shell } from './shellLine.ts';

export interface TerminalPlace {
  /** What the window is connected to, such as `ssh-remote`; undefined where all of it runs on one machine. */
  readonly remoteName: string | undefined;
  /** Whether this extension runs beside the window, and not where a remote workspace is. */
  readonly runsBesideWindow: boolean;
  /** The path of the program that terminals start. */
  readonly shell: string;
}

/**
 * The shell that can take a token from an address of this machine, which is where terminals have to run for it.
 * @throws UserError where they run elsewhere, or their shell is another
 */
export function shellForToken({ remoteName, runsBesideWindow, shell }: TerminalPlace): Shell {
  if (remoteName !== undefined && runsBesideWindow) {
    throw new UserError(
      t(
        'Terminals of this window run at “{0}”, and tokens are kept on your own machine, which that one cannot reach. Write the token to .env instead.',
        remoteName,
      ),
      [Command.writeTokenToEnv],
    );
  }
  const known = shellOf(shell);
  if (known) return known;
  throw new UserError(
    t(
      'The shell of your terminals ({0}) is none that can take a token here: bash, zsh, fish and PowerShell can. Choose another default profile for the terminal.',
      shell,
    ),
  );
}
