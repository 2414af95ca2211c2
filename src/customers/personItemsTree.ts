import * as vscode from 'vscode';
import { Command, ContextValue } from '../manifest.ts';
import { availabilityOf, customerFacts, isActive, memberFacts, wordFor, type Facts } from './facts.ts';
import type { CustomerRow, MemberRow } from './rows.ts';

/** What is known of somebody beside what the server says. */
export interface Marks {
  /** What the server was asked to search a customer's team for; empty for nothing. */
  readonly searchText: string;
  readonly saved: boolean;
  readonly favourite: boolean;
}

export function customerItem(row: CustomerRow, { searchText, saved, favourite }: Marks): vscode.TreeItem {
  const { connectionId, id, customer } = row;
  const active = isActive(customer.status);
  const words = [
    saved && 'token saved',
    searchText !== '' && `search: ${searchText}`,
    !active && wordFor(customer.status),
    customer.email,
  ];
  const item = new vscode.TreeItem(customer.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${connectionId}/customer/${id}`;
  item.iconPath = active
    ? new vscode.ThemeIcon('organization')
    : new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
  item.tooltip = tooltip(customer.name, customerFacts(customer));
  item.contextValue = [
    ContextValue.customer,
    searchText !== '' && ContextValue.filteredSuffix,
    saved && ContextValue.savedSuffix,
    favourite && ContextValue.favouriteSuffix,
  ]
    .filter(Boolean)
    .join('');
  return describe(item, `Customer ${customer.name}`, words, favourite);
}

export function memberItem(row: MemberRow, { saved, favourite }: Marks): vscode.TreeItem {
  const { connectionId, id, customer, member } = row;
  const words = [
    saved && 'token saved',
    !isActive(member.status) && wordFor(member.status),
    wordFor(member.availability),
    member.email ?? 'no e-mail address',
  ];
  const item = new vscode.TreeItem(member.name);
  item.id = `${connectionId}/customer/${customer.id}/member/${id}`;
  item.iconPath = MEMBER_ICONS[availabilityOf(member)]();
  item.tooltip = tooltip(member.name, memberFacts(member, customer));
  item.contextValue = [
    ContextValue.member,
    saved && ContextValue.savedSuffix,
    favourite && ContextValue.favouriteSuffix,
  ]
    .filter(Boolean)
    .join('');
  item.command = { command: Command.showDetails, title: 'Show Details', arguments: [row] };
  return describe(item, `Team member ${member.name}`, words, favourite);
}

/** Says in words, on the screen and to a screen reader, what icons and colours only repeat. */
function describe(
  item: vscode.TreeItem,
  who: string,
  words: readonly (string | false | undefined)[],
  favourite: boolean,
): vscode.TreeItem {
  const said = words.filter(Boolean).join(' · ');
  item.description = favourite ? `★ favourite · ${said}` : said;
  item.accessibilityInformation = { label: [who, favourite && 'favourite', said].filter(Boolean).join(', ') };
  return item;
}

/** Shape tells the states apart, colour only repeats it. */
const MEMBER_ICONS = {
  online: () => new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('testing.iconPassed')),
  offline: () => new vscode.ThemeIcon('circle-outline'),
  inactive: () => new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground')),
} as const;

/** Values come from the server: shown as text, never as Markdown of theirs. */
function tooltip(title: string, facts: Facts): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) text.appendMarkdown(`${name}: `).appendText(value).appendMarkdown('  \n');
  }
  return text;
}
