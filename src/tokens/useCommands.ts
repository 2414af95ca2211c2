import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { envFolderOf } from '../platform/envFolder.ts';
import { gitViewOf } from '../platform/gitView.ts';
import type { Presentation } from '../platform/presentation.ts';
import { textFiles } from '../platform/textFiles.ts';
import { handOver } from './handOver.ts';
import { replaceByReference } from './reference.ts';
import { askForName, rememberedName } from './referenceName.ts';
import { askForFormat, askForPath, askForTokenText } from './requestPrompts.ts';
import { requestText } from './requestText.ts';
import type { SavedTokens } from './savedTokens.ts';
import { shellLine } from './shellLine.ts';
import type { StoredToken } from './storedToken.ts';
import { shellForToken } from './terminalPlace.ts';
import { confirmDoubtful } from './tokenPrompts.ts';
import { stateOf, theToken } from './tokenWords.ts';
import { originOf, type VerifyOptions } from './verifyToken.ts';
import { writeEnv } from './writeEnv.ts';

export interface UseCommandsOptions extends VerifyOptions {
  readonly extension: Pick<vscode.Extension<unknown>, 'extensionKind'>;
  readonly presentation: Pick<Presentation, 'mask'>;
  readonly saved: SavedTokens;
  readonly workspace: vscode.Memento;
}

/** Milliseconds in which a shell has to take a token. */
const LIFETIME = 60_000;

/** The commands that have a token used without anybody seeing it. */
export function useCommands(options: UseCommandsOptions) {
  const { extension, presentation, saved, workspace } = options;
  const { activity, prompts, vault } = saved;

  const used = (token: StoredToken): Promise<void> =>
    vault.note(token.id, { usedAt: new Date().toISOString() });

  const mayBeUsed = (token: StoredToken, action: string): Promise<boolean> =>
    confirmDoubtful(prompts, token, stateOf(token, false), action);

  return {
    async [Command.copyAsRequest](row) {
      const title = t('Copy as Request');
      const token = await saved.pick(row, title);
      if (!token) return;
      const origin = await originOf(token, options);
      const path = await askForPath(prompts, title);
      const format = path && (await askForFormat(prompts, title));
      if (!format) return;
      const name = rememberedName(workspace);
      const how = await askForTokenText(prompts, title, name);
      if (how === 'value') {
        const value = await saved.read(token);
        if (!(await mayBeUsed(token, t('Copy Anyway')))) return;
        await saved.copyValue(
          token,
          requestText(format, { origin, path, token: { value } }),
          t('It is in a request.'),
        );
        await used(token);
      } else if (how === 'placeholder') {
        const variable = name ?? (await askForName(prompts, workspace, title));
        if (variable === undefined) return;
        await vscode.env.clipboard.writeText(requestText(format, { origin, path, token: { variable } }));
        void prompts.info(
          t('Copied a request that takes the token from {0}. The token is not in it.', variable),
        );
      }
    },
    async [Command.insertReference]() {
      const editor = vscode.window.activeTextEditor;
      if (!editor)
        throw new UserError(t('No file is open. Open one and put the cursor where the reference goes.'));
      const name = rememberedName(workspace) ?? (await askForName(prompts, workspace, t('Insert Reference')));
      if (name === undefined) return;
      const { document, selections } = editor;
      const replacements = selections.map(({ start, end, isSingleLine }) => {
        const text = document.lineAt(start.line).text;
        const place = { start: start.character, end: isSingleLine ? end.character : start.character };
        const { text: reference, ...at } = replaceByReference(document.languageId, text, place, name);
        return { range: new vscode.Range(start.line, at.start, start.line, at.end), reference };
      });
      const done = await editor.edit((edit) => {
        for (const { range, reference } of replacements) edit.replace(range, reference);
      });
      if (!done) throw new UserError(t('The file could not be changed. Is it read-only?'));
    },
    async [Command.writeTokenToEnv](row) {
      const title = t('Write Token to .env');
      const folder = envFolderOf(vscode.window.activeTextEditor?.document.uri, vscode.workspace);
      const token = await saved.pick(row, title);
      if (!token) return;
      await saved.read(token);
      if (!(await mayBeUsed(token, t('Write Anyway')))) return;
      const name = await askForName(prompts, workspace, title);
      if (name === undefined) return;
      const variable = { name, read: () => saved.read(token) };
      const outcome = await writeEnv(folder, variable, { files: textFiles, prompts, gitViewOf });
      if (outcome === 'unchanged')
        void prompts.info(
          t('{0} in .env of “{1}” is {2} already: nothing to do.', name, folder.name, theToken(token)),
        );
      if (outcome !== 'written') return;
      void prompts.info(t('{0} is in .env of “{1}” now.', name, folder.name));
      await activity.record('written', token);
      await used(token);
    },
    async [Command.openTerminalWithToken](row) {
      const title = t('Open Terminal with Token');
      const { remoteName, shell: path } = vscode.env;
      const runsBesideWindow = extension.extensionKind === vscode.ExtensionKind.UI;
      const shell = shellForToken({ remoteName, runsBesideWindow, shell: path });
      const token = await saved.pick(row, title);
      if (!token) return;
      const value = await saved.read(token);
      if (!(await mayBeUsed(token, t('Use Anyway')))) return;
      const name = await askForName(prompts, workspace, title);
      if (name === undefined) return;
      const line = shellLine(shell, name, 'http://127.0.0.1:…/…').trim();
      const sure = await prompts.confirm(
        t('Hand {0} to a new terminal as {1}?', theToken(token), name),
        t(
          'It will run: {0}\n\nThe address gives the token once, within 60 seconds, to this machine only. The variable is there for whatever you start in that terminal, until you close it.',
          line,
        ),
        t('Open Terminal'),
      );
      if (!sure) return;
      const waiting = await handOver(value, LIFETIME);
      const terminal = vscode.window.createTerminal({
        name: presentation.mask(`${token.userName} (${name})`),
        isTransient: true,
      });
      const closing = vscode.window.onDidCloseTerminal((closed) => {
        if (closed === terminal) waiting.dispose();
      });
      terminal.show();
      terminal.sendText(shellLine(shell, name, waiting.url));
      const taken = await waiting.taken;
      closing.dispose();
      if (taken) {
        void prompts.info(t('{0} is set in the new terminal.', name));
        await activity.record('handed over', token);
        await used(token);
      } else if (terminal.exitStatus === undefined) {
        throw new UserError(
          t(
            'The shell did not take the token within 60 seconds, and the address is of no use any more. Look into the terminal for the reason; curl must be installed.',
          ),
        );
      }
    },
  } satisfies CommandHandlers;
}
