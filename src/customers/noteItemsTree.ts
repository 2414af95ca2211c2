import * as vscode from 'vscode';
import { AskBeforeFetching } from '../connections/askBeforeFetching.ts';
import { Command, ContextValue } from '../manifest.ts';
import { isArranged, type Arrangement, type Sort } from './arrangement.ts';
import { wordFor } from './facts.ts';
import { placeWords } from './place.ts';
import type { CustomerRow, MemberRow, MissingRow, NoteRow, Row, ShownRow, WaitingRow } from './rows.ts';

type Note = Exclude<Row, CustomerRow | MemberRow>;

/** Every row but customers and members: what to know of a list, and what to do about it. */
export function noteItem(row: Note): vscode.TreeItem {
  switch (row.kind) {
    case 'page': {
      const item = note(row, 'book', placeWords(row), 'click to go to another', Command.goToPage);
      item.contextValue = ContextValue.page;
      return item;
    }
    case 'filter': {
      const found = `${row.found} found${row.complete ? '' : ' so far'}`;
      return note(row, 'filter', `Search: “${row.searchText}”`, `${found} · clear`, Command.clearSearch);
    }
    case 'shown':
      return shownItem(row);
    case 'missing':
      return missingItem(row);
    case 'waiting':
      return waitingItem(row);
    case 'loading':
      return note(row, 'loading~spin', 'Loading…');
    case 'stopped':
      return retryItem(row, 'debug-pause', 'Stopped: click to go on', 'what was loaded is kept');
    case 'empty':
      return row.parent && row.searchText
        ? note(row, 'info', 'No team member matches', 'click to show everybody', Command.clearSearch)
        : note(row, 'info', 'No team members');
    case 'more':
      return moreItem(row);
    case 'failed':
      return failedItem(row);
  }
}

const SORTED: Readonly<Record<Sort, string | false>> = {
  server: false,
  name: 'by name',
  created: 'newest first',
  lastLogin: 'latest login first',
};

/** How rows are arranged, in words that stand behind each other. */
function arrangementWords({ sort, status, text }: Arrangement): string[] {
  return [wordFor(status), text && `“${text}”`, SORTED[sort]].filter(
    (word) => typeof word === 'string' && word !== '',
  ) as string[];
}

function shownItem(row: ShownRow): vscode.TreeItem {
  const { arrangement, shown, loaded, complete } = row;
  const filtered = isArranged({ ...arrangement, sort: 'server' });
  // What the server has beyond is neither sorted nor filtered here: said in the label, which is never cut off.
  const of = complete ? `${loaded}` : `${loaded} loaded`;
  const label = filtered ? `Showing ${shown} of ${of}` : `Sorted ${of}`;
  const words = [...arrangementWords(arrangement), 'reset'].join(' · ');
  return note(row, filtered ? 'list-filter' : 'list-ordered', label, words, Command.resetArrangement);
}

function missingItem(row: MissingRow): vscode.TreeItem {
  const count = row.ids.length === 1 ? '1 favourite' : `${row.ids.length} favourites`;
  return row.complete
    ? note(row, 'star', `${count} not in this list any more`, 'click to remove', Command.dropFavourites)
    : note(row, 'star', `${count} not loaded yet`, 'click to look for it', Command.loadFavourites);
}

function waitingItem(row: WaitingRow): vscode.TreeItem {
  const seconds = Math.max(1, Math.ceil((row.until - Date.now()) / 1000));
  const item = note(row, 'watch', `Rate limited, continuing in ${seconds} s`, 'Cancel', Command.stopReading);
  item.contextValue = ContextValue.waiting;
  item.tooltip = 'The server asked for fewer calls. Reading goes on by itself; Cancel keeps what is loaded.';
  // Without the seconds, which would be read out one by one.
  item.accessibilityInformation = { label: 'Rate limited, continuing soon. Activate to cancel.' };
  return item;
}

function moreItem(row: NoteRow): vscode.TreeItem {
  const what = row.parent ? 'members' : 'customers';
  return row.paging === 'pages'
    ? note(row, 'arrow-right', `Next page of ${what}`, undefined, Command.nextPage)
    : note(row, 'ellipsis', `Load more ${what}`, `${row.loaded} loaded`, Command.loadMore);
}

function failedItem(row: NoteRow): vscode.TreeItem {
  if (row.error instanceof AskBeforeFetching)
    return note(row, 'lock', 'Read this team…', 'fetches a new customer token', Command.retry);
  const { message = '', actions = [] } = row.failure ?? {};
  // Trying again helps with everything but a key that is refused or lost.
  const mend = actions.find(({ command }) => command === Command.replaceKey);
  const failed = row.renewing ? 'Refresh failed: click to retry' : 'Failed: click to retry';
  const item = mend
    ? note(row, 'warning', 'The partner key is needed', message, mend.command)
    : retryItem(row, 'warning', failed, message);
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = message;
  return item;
}

function retryItem(row: NoteRow, icon: string, label: string, description: string): vscode.TreeItem {
  const item = note(row, icon, label, description, Command.retry);
  item.contextValue = ContextValue.failed;
  return item;
}

/** The command, if any, is called with the row. */
function note(
  row: Note,
  icon: string,
  label: string,
  description?: string,
  command?: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  const list = row.parent ? `${row.parent.connectionId}/customer/${row.parent.id}` : 'customers';
  item.id = `${list}/${row.kind}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  if (description !== undefined) item.description = description;
  if (command !== undefined) item.command = { command, title: label, arguments: [row] };
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
  return item;
}
