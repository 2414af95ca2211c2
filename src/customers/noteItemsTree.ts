import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { AskBeforeFetching } from '../connections/askBeforeFetching.ts';
import { Command, ContextValue } from '../manifest.ts';
import { isArranged, type Arrangement, type Sort } from './arrangement.ts';
import { wordFor } from './facts.ts';
import { placeWords } from './place.ts';
import {
  treeId,
  type CustomerRow,
  type MemberRow,
  type MissingRow,
  type NoteRow,
  type Row,
  type ShownRow,
  type WaitingRow,
} from './rows.ts';

type Note = Exclude<Row, CustomerRow | MemberRow>;

/** Every row but customers and members: what to know of a list, and what to do about it. */
export function noteItem(row: Note): vscode.TreeItem {
  switch (row.kind) {
    case 'page': {
      const item = note(row, 'book', placeWords(row), t('click to go to another'), Command.goToPage);
      item.contextValue = ContextValue.page;
      return item;
    }
    case 'filter': {
      const found = row.complete ? t('{0} found', row.found) : t('{0} found so far', row.found);
      const label = t('Search: “{0}”', row.searchText);
      return note(row, 'filter', label, `${found} · ${t('clear')}`, Command.clearSearch);
    }
    case 'shown':
      return shownItem(row);
    case 'missing':
      return missingItem(row);
    case 'waiting':
      return waitingItem(row);
    case 'loading':
      return note(row, 'loading~spin', t('Loading…'));
    case 'stopped':
      return retryItem(row, 'debug-pause', t('Stopped: click to go on'), t('what was loaded is kept'));
    case 'empty':
      return row.parent && row.searchText
        ? note(row, 'info', t('No team member matches'), t('click to show everybody'), Command.clearSearch)
        : note(row, 'info', t('No team members'));
    case 'more':
      return moreItem(row);
    case 'failed':
      return failedItem(row);
  }
}

function sortWord(sort: Sort): string | undefined {
  switch (sort) {
    case 'server':
      return undefined;
    case 'name':
      return t('by name');
    case 'created':
      return t('newest first');
    case 'lastLogin':
      return t('latest login first');
  }
}

/** How rows are arranged, in words that stand behind each other. */
function arrangementWords({ sort, status, text }: Arrangement): string[] {
  return [wordFor(status), text && `“${text}”`, sortWord(sort)].filter(
    (word) => typeof word === 'string' && word !== '',
  ) as string[];
}

function shownItem(row: ShownRow): vscode.TreeItem {
  const { arrangement, shown, loaded, complete } = row;
  const filtered = isArranged({ ...arrangement, sort: 'server' });
  // What the server has beyond is neither sorted nor filtered here: said in the label, which is never cut off.
  const label = complete
    ? filtered
      ? t('Showing {0} of {1}', shown, loaded)
      : t('Sorted {0}', loaded)
    : filtered
      ? t('Showing {0} of {1} loaded', shown, loaded)
      : t('Sorted {0} loaded', loaded);
  const words = [...arrangementWords(arrangement), t('reset')].join(' · ');
  return note(row, filtered ? 'list-filter' : 'list-ordered', label, words, Command.resetArrangement);
}

function missingItem(row: MissingRow): vscode.TreeItem {
  const count = row.ids.length;
  if (row.complete) {
    const label =
      count === 1
        ? t('1 favourite not in this list any more')
        : t('{0} favourites not in this list any more', count);
    return note(row, 'star', label, t('click to remove'), Command.dropFavourites);
  }
  const label = count === 1 ? t('1 favourite not loaded yet') : t('{0} favourites not loaded yet', count);
  return note(row, 'star', label, t('click to look for it'), Command.loadFavourites);
}

function waitingItem(row: WaitingRow): vscode.TreeItem {
  const seconds = Math.max(1, Math.ceil((row.until - Date.now()) / 1000));
  const label = t('Rate limited, continuing in {0} s', seconds);
  const item = note(row, 'watch', label, t('Cancel'), Command.stopReading);
  item.contextValue = ContextValue.waiting;
  item.tooltip = t(
    'The server asked for fewer calls. Reading goes on by itself; Cancel keeps what is loaded.',
  );
  // Without the seconds, which would be read out one by one.
  item.accessibilityInformation = { label: t('Rate limited, continuing soon. Activate to cancel.') };
  return item;
}

function moreItem(row: NoteRow): vscode.TreeItem {
  if (row.paging === 'pages') {
    const label = row.parent ? t('Next page of members') : t('Next page of customers');
    return note(row, 'arrow-right', label, undefined, Command.nextPage);
  }
  const label = row.parent ? t('Load more members') : t('Load more customers');
  return note(row, 'ellipsis', label, t('{0} loaded', row.loaded), Command.loadMore);
}

function failedItem(row: NoteRow): vscode.TreeItem {
  if (row.error instanceof AskBeforeFetching)
    return note(row, 'lock', t('Read this team…'), t('fetches a new customer token'), Command.retry);
  const { message = '', actions = [] } = row.failure ?? {};
  // Trying again helps with everything but a key that is refused or lost.
  const mend = actions.find(({ command }) => command === Command.replaceKey);
  const failed = row.renewing ? t('Refresh failed: click to retry') : t('Failed: click to retry');
  const item = mend
    ? note(row, 'warning', t('The partner key is needed'), message, mend.command)
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
  item.id = `${row.parent ? treeId(row.parent) : ''}//${row.kind}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  if (description !== undefined) item.description = description;
  if (command !== undefined) item.command = { command, title: label, arguments: [row] };
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
  return item;
}
