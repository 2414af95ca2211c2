import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { ActiveConnection } from './activeConnection.ts';
import { DEFAULT_CHOICES, type Connection } from './connection.ts';
import { fromFile, isShareable, MAX_FILE_BYTES, toFile, tooLarge } from './connectionFile.ts';
import { marksOf } from './connectionMarks.ts';
import type { ConnectionStore } from './connectionStore.ts';

export interface SharingCommandsOptions {
  readonly store: ConnectionStore;
  readonly active: ActiveConnection;
  readonly prompts: Prompts;
}

const FILTERS = { JSON: ['json'] };

/** The commands that hand connections from one person to another, without their keys. */
export function sharingCommands({ store, active, prompts }: SharingCommandsOptions) {
  return {
    async [Command.exportConnections]() {
      const all = store.all().filter(isShareable);
      if (all.length === 0)
        throw new UserError(t('There is no connection to export: only those to https hosts can be shared.'), [
          Command.addConnection,
        ]);
      const chosen =
        all.length === 1
          ? all
          : await prompts.pick(
              {
                title: t('Export Connections'),
                placeholder: t('Which connections? Keys are never exported'),
              },
              [
                { label: t('All {0} connections', all.length), value: all },
                ...all.map((each) => ({ label: each.name, description: each.origin, value: [each] })),
              ],
            );
      const file =
        chosen &&
        (await prompts.saveFile(t('Export Connections'), 'partner-console-connections.json', FILTERS));
      if (!file) return;
      await vscode.workspace.fs.writeFile(file, Buffer.from(toFile(chosen)));
      void prompts.info(
        chosen.length === 1
          ? t('Exported 1 connection, without its key.')
          : t('Exported {0} connections, without their keys.', chosen.length),
      );
    },

    async [Command.importConnections]() {
      const file = await prompts.openFile(t('Import Connections'), FILTERS);
      if (!file) return;
      const { size } = await vscode.workspace.fs.stat(file);
      if (size > MAX_FILE_BYTES) throw tooLarge();
      const found = fromFile(Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8'));
      const known = new Set(store.all().map(named));
      const fresh = found.filter((each) => !known.has(named(each)));
      const wanted = fresh.length === found.length ? found : await askForDuplicates(prompts, found, fresh);
      if (!wanted) return;
      // Each with the host that its key will go to, as it is really called.
      const lines = wanted.map((each) => [`${each.name}: ${each.origin}`, ...marksOf(each)].join(', '));
      const question =
        wanted.length === 1
          ? t('Add 1 connection from this file?')
          : t('Add {0} connections from this file?', wanted.length);
      const keys = t(
        'The keys are not in the file: each is asked for when you use its connection, and sent to the host above.',
      );
      if (!(await prompts.confirm(question, `${lines.join('\n')}\n\n${keys}`, t('Add')))) return;
      const added = wanted.map((each): Connection => ({
        ...{ ...DEFAULT_CHOICES, ...each },
        ...{ id: randomUUID(), kind: 'remote' },
      }));
      for (const connection of added) await store.add(connection);
      const [first] = added;
      if (!active.session && first) await active.switchTo(first.id);
      const message =
        added.length === 1
          ? t('Added 1 connection. Enter the partner key when you use it for the first time.')
          : t(
              'Added {0} connections. Enter the partner key when you use one for the first time.',
              added.length,
            );
      void offerSwitch(message);
    },
  } satisfies CommandHandlers;

  async function offerSwitch(message: string): Promise<void> {
    if ((await prompts.info(message, t('Switch Connection…'))) !== undefined)
      await vscode.commands.executeCommand(Command.switchConnection);
  }
}

/** What to take of a file in which some are there already; undefined when dismissed. */
async function askForDuplicates<T>(
  prompts: Prompts,
  found: readonly T[],
  fresh: readonly T[],
): Promise<readonly T[] | undefined> {
  const twice = found.length - fresh.length;
  if (fresh.length === 0)
    throw new UserError(t('Nothing was imported: all connections of this file are there already.'));
  const question = {
    title: t('Import Connections'),
    placeholder:
      twice === 1
        ? t('1 connection of the same name and host is there already')
        : t('{0} connections of the same name and host are there already', twice),
  };
  return prompts.pick(question, [
    { label: t('Skip what is there already'), description: adds(fresh.length), value: fresh },
    { label: t('Add all of them'), description: adds(found.length), value: found },
  ]);
}

function named({ origin, name }: Pick<Connection, 'origin' | 'name'>): string {
  return `${origin} ${name}`;
}

function adds(count: number): string {
  return count === 1 ? t('adds 1 connection') : t('adds {0} connections', count);
}
