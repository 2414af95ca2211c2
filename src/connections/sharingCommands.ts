import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
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
        throw new UserError('There is no connection to export: only those to https hosts can be shared.', [
          Command.addConnection,
        ]);
      const chosen =
        all.length === 1
          ? all
          : await prompts.pick(
              { title: 'Export Connections', placeholder: 'Which connections? Keys are never exported' },
              [
                { label: `All ${all.length} connections`, value: all },
                ...all.map((each) => ({ label: each.name, description: each.origin, value: [each] })),
              ],
            );
      const file =
        chosen && (await prompts.saveFile('Export Connections', 'partner-console-connections.json', FILTERS));
      if (!file) return;
      await vscode.workspace.fs.writeFile(file, Buffer.from(toFile(chosen)));
      void prompts.info(
        `Exported ${counted(chosen.length)}, without ${chosen.length === 1 ? 'its key' : 'their keys'}.`,
      );
    },

    async [Command.importConnections]() {
      const file = await prompts.openFile('Import Connections', FILTERS);
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
      const add = `Add ${counted(wanted.length)}`;
      const detail = `${lines.join('\n')}\n\nThe keys are not in the file: each is asked for when you use its connection, and sent to the host above.`;
      if (!(await prompts.confirm(`${add} from this file?`, detail, 'Add'))) return;
      const added = wanted.map((each): Connection => ({
        ...{ ...DEFAULT_CHOICES, ...each },
        ...{ id: randomUUID(), kind: 'remote' },
      }));
      for (const connection of added) await store.add(connection);
      const [first] = added;
      if (!active.session && first) await active.switchTo(first.id);
      const message = `Added ${counted(added.length)}. Enter the partner key when you use one for the first time.`;
      void offerSwitch(message);
    },
  } satisfies CommandHandlers;

  async function offerSwitch(message: string): Promise<void> {
    if ((await prompts.info(message, 'Switch Connection…')) !== undefined)
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
    throw new UserError('Nothing was imported: all connections of this file are there already.');
  const question = {
    title: 'Import Connections',
    placeholder: `${counted(twice)} of the same name and host ${twice === 1 ? 'is' : 'are'} there already`,
  };
  return prompts.pick(question, [
    { label: 'Skip what is there already', description: `adds ${counted(fresh.length)}`, value: fresh },
    { label: 'Add all of them', description: `adds ${counted(found.length)}`, value: found },
  ]);
}

function named({ origin, name }: Pick<Connection, 'origin' | 'name'>): string {
  return `${origin} ${name}`;
}

function counted(count: number): string {
  return count === 1 ? '1 connection' : `${count} connections`;
}
