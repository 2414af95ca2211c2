import type { ActiveConnection } from '../connections/activeConnection.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Reports } from '../platform/reports.ts';
import { detailsOf } from './details.ts';
import { isRow } from './rows.ts';

export interface DetailsCommandsOptions {
  readonly active: ActiveConnection;
  readonly reports: Pick<Reports, 'make'>;
}

/** Somebody's details as a page that is only for reading. */
export function detailsCommands({ active, reports }: DetailsCommandsOptions) {
  return {
    async [Command.showDetails](row) {
      const session = active.requireSession();
      if (!isRow(row) || (row.kind !== 'customer' && row.kind !== 'member')) return;
      const { name } = row.kind === 'member' ? row.member : row.customer;
      const connection = session.connection.name;
      await reports.make(titleOf(name), detailsOf(row, connection, Date.now())).preview();
    },
  } satisfies CommandHandlers;
}

/** A name as the title of a page, which is a file's name to VS Code. */
function titleOf(name: string): string {
  const title = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\?#%:]+/gu, ' ').trim();
  return title.slice(0, 60) || 'Details';
}
