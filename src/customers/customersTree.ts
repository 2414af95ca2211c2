import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { marksOf } from '../connections/connectionMarks.ts';
import { AskBeforeFetching } from '../connections/askBeforeFetching.ts';
import { Command, ContextValue, View } from '../manifest.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { CustomerStore } from './customerStore.ts';
import type { CustomerRow, MemberRow, NoteRow, Row } from './rows.ts';
import { availabilityOf, customerFacts, isActive, memberFacts, wordFor } from './facts.ts';

/** Says which rows have a saved token, without knowing what one is. */
export interface SavedTokenMarks {
  has(connectionId: string, userId: string): boolean;
  /** Brings back what the memento lost. */
  recover(): Promise<void>;
  readonly onDidChange: Event<undefined>;
}

/** Shows the customers view: rows come from the store, this class only renders them. */
export class CustomersTree implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #store: CustomerStore;
  readonly #savedTokens: SavedTokenMarks;
  readonly #active: ActiveConnection;
  readonly #changed = new Emitter<Row | undefined>();
  readonly #subscriptions: readonly Disposable[];
  readonly #view: vscode.TreeView<Row>;

  readonly onDidChangeTreeData = this.#changed.event as vscode.Event<Row | undefined>;

  constructor(store: CustomerStore, savedTokens: SavedTokenMarks, active: ActiveConnection) {
    this.#store = store;
    this.#savedTokens = savedTokens;
    this.#active = active;
    this.#subscriptions = [
      store.onDidChange((customer) => {
        this.#changed.fire(customer);
      }),
      savedTokens.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
      active.onDidChange(() => {
        this.#describe();
      }),
    ];
    this.#view = vscode.window.createTreeView(View.customers, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#describe();
    // The view ends its listeners with itself.
    this.#view.onDidExpandElement(() => {
      setContextKey('hasBrowsed', true);
    });
  }

  getChildren(row?: Row): Row[] {
    // The view shows: from here on secrets may be read.
    if (row === undefined) void this.#active.recover().then(() => this.#savedTokens.recover());
    return row === undefined || row.kind === 'customer' ? [...this.#store.rows(row)] : [];
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'customer') return undefined;
    return row.kind === 'member' ? this.#store.customer(row.customer.id) : row.parent;
  }

  /** Brings a row into view and selects it; a customer is expanded too, which reads its team, unless told otherwise. */
  async reveal(row: CustomerRow | MemberRow, { expand = true } = {}): Promise<void> {
    await this.#view.reveal(row, { expand: expand && row.kind === 'customer', focus: true, select: true });
  }

  getTreeItem(row: Row): vscode.TreeItem | Promise<vscode.TreeItem> {
    switch (row.kind) {
      case 'customer':
        return this.#customerItem(row);
      case 'member':
        return this.#memberItem(row);
      case 'filter':
        return note(
          row.parent,
          'filter',
          `Search: “${row.searchText}”`,
          'clear',
          Command.clearSearch,
          row.parent,
        );
      case 'loading':
        return note(row.parent, 'loading~spin', 'Loading…');
      case 'empty':
        return emptyItem(row);
      case 'more':
        return note(
          row.parent,
          'ellipsis',
          row.parent ? 'Load more members' : 'Load more customers',
          `${row.loaded} loaded`,
          Command.loadMore,
          row,
        );
      case 'failed':
        return failedItem(row);
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  /** Beside the view's title: whose customers these are, and what to be aware of. */
  #describe(): void {
    const connection = this.#active.session?.connection;
    this.#view.description = connection ? [connection.name, ...marksOf(connection)].join(' · ') : '';
  }

  #customerItem({ connectionId, id, customer }: CustomerRow): vscode.TreeItem {
    const searchText = this.#store.searchText(id);
    const saved = this.#savedTokens.has(connectionId, id);
    const active = isActive(customer.status);
    const item = new vscode.TreeItem(customer.name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `${connectionId}/customer/${id}`;
    item.description = [
      searchText !== '' && `search: ${searchText}`,
      saved && 'token saved',
      !active && wordFor(customer.status),
      customer.email,
    ]
      .filter(Boolean)
      .join(' · ');
    item.iconPath = active
      ? new vscode.ThemeIcon('organization')
      : new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
    item.tooltip = tooltip(customer.name, customerFacts(customer));
    item.contextValue = `${ContextValue.customer}${searchText === '' ? '' : ContextValue.filteredSuffix}${saved ? ContextValue.savedSuffix : ''}`;
    item.accessibilityInformation = { label: `Customer ${customer.name}, ${item.description}` };
    return item;
  }

  #memberItem({ connectionId, id, customer, member }: MemberRow): vscode.TreeItem {
    const saved = this.#savedTokens.has(connectionId, id);
    const availability = availabilityOf(member);
    const item = new vscode.TreeItem(member.name);
    item.id = `${connectionId}/customer/${customer.id}/member/${id}`;
    item.description = [
      saved && 'token saved',
      !isActive(member.status) && wordFor(member.status),
      wordFor(member.availability),
      member.email ?? 'no e-mail address',
    ]
      .filter(Boolean)
      .join(' · ');
    item.iconPath = MEMBER_ICONS[availability]();
    item.tooltip = tooltip(member.name, memberFacts(member, customer));
    item.contextValue = `${ContextValue.member}${saved ? ContextValue.savedSuffix : ''}`;
    item.accessibilityInformation = { label: `Team member ${member.name}, ${item.description}` };
    return item;
  }
}

/** Shape tells the states apart, colour only repeats it. */
const MEMBER_ICONS = {
  online: () => new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('testing.iconPassed')),
  offline: () => new vscode.ThemeIcon('circle-outline'),
  inactive: () => new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground')),
} as const;

function note(
  parent: CustomerRow | undefined,
  icon: string,
  label: string,
  description?: string,
  command?: string,
  argument?: Row,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  if (parent) item.id = `${parent.connectionId}/customer/${parent.id}/${icon}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  if (description !== undefined) item.description = description;
  if (command !== undefined) item.command = { command, title: label, arguments: [argument] };
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
  return item;
}

function emptyItem({ parent, searchText }: NoteRow): vscode.TreeItem {
  if (!parent || !searchText) return note(parent, 'info', 'No team members');
  return note(
    parent,
    'info',
    'No team member matches',
    'click to show everybody',
    Command.clearSearch,
    parent,
  );
}

async function failedItem(row: NoteRow): Promise<vscode.TreeItem> {
  if (row.error instanceof AskBeforeFetching) {
    const about = 'fetches a new customer token';
    return note(row.parent, 'lock', 'Read this team…', about, Command.retry, row);
  }
  const { describeError } = await import('../platform/describeError.ts');
  const { message, actions } = describeError(row.error);
  // Trying again helps with everything but a key that is refused or lost.
  const mend = actions.find(({ command }) => command === Command.replaceKey);
  const label = mend ? 'The partner key is needed' : 'Failed: click to retry';
  const item = note(row.parent, 'warning', label, message, mend?.command ?? Command.retry, row);
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = message;
  if (!mend) item.contextValue = ContextValue.failed;
  return item;
}

/** Values come from the server: shown as text, never as Markdown of theirs. */
function tooltip(title: string, facts: Readonly<Record<string, string | undefined>>): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) text.appendMarkdown(`${name}: `).appendText(value).appendMarkdown('  \n');
  }
  return text;
}
