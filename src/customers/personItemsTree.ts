import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { Command, ContextValue } from '../manifest.ts';
import { availabilityOf, customerFacts, isActive, memberFacts, wordFor, type Facts } from './facts.ts';
import { treeId, type CustomerRow, type MemberRow } from './rows.ts';

/** What is known of somebody beside what the server says. */
export interface Marks {
  /** What the server was asked to search a customer's team for; empty for nothing. */
  readonly searchText: string;
  readonly saved: boolean;
  readonly favourite: boolean;
}

export function customerItem(row: CustomerRow, { searchText, saved, favourite }: Marks): vscode.TreeItem {
  const { customer } = row;
  const active = isActive(customer.status);
  const words = joined(
    ' · ',
    saved && t('token saved'),
    searchText !== '' && t('search: “{0}”', searchText),
    !active && wordFor(customer.status),
    customer.email,
  );
  const item = new vscode.TreeItem(customer.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = treeId(row);
  item.iconPath = active
    ? new vscode.ThemeIcon('organization')
    : new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
  const filtered = searchText !== '' ? ContextValue.filteredSuffix : '';
  item.contextValue = ContextValue.customer + filtered + suffixes(saved, favourite);
  return describe(item, t('Customer {0}', customer.name), words, favourite);
}

export function memberItem(row: MemberRow, { saved, favourite }: Marks): vscode.TreeItem {
  const { member } = row;
  const words = joined(
    ' · ',
    saved && t('token saved'),
    !isActive(member.status) && wordFor(member.status),
    wordFor(member.availability),
    member.email ?? t('no e-mail address'),
  );
  const item = new vscode.TreeItem(member.name);
  item.id = treeId(row);
  item.iconPath = MEMBER_ICONS[availabilityOf(member)]();
  item.contextValue = ContextValue.member + suffixes(saved, favourite);
  return describe(item, t('Team member {0}', member.name), words, favourite);
}

function suffixes(saved: boolean, favourite: boolean): string {
  return (saved ? ContextValue.savedSuffix : '') + (favourite ? ContextValue.favouriteSuffix : '');
}

/** Says in words, on the screen and to a screen reader, what icons and colours only repeat. */
function describe(item: vscode.TreeItem, who: string, words: string, favourite: boolean): vscode.TreeItem {
  const marked = favourite && t('favourite');
  item.description = marked ? `★ ${marked} · ${words}` : words;
  item.accessibilityInformation = { label: joined(', ', who, marked, words) };
  return item;
}

/** In one go: lists that are made, sifted and joined for each of a thousand rows took as long as all the rest of them. */
function joined(separator: string, ...parts: readonly (string | false | undefined)[]): string {
  let text = '';
  for (const part of parts) if (part) text = text === '' ? part : text + separator + part;
  return text;
}

/** Shape tells the states apart, colour only repeats it. */
const MEMBER_ICONS = {
  online: () => new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('testing.iconPassed')),
  offline: () => new vscode.ThemeIcon('circle-outline'),
  inactive: () => new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground')),
} as const;

/** What a click on a member does; on a customer it only opens the team. */
export function clickOf(row: CustomerRow | MemberRow): vscode.Command | undefined {
  if (row.kind === 'customer') return undefined;
  return { command: Command.showDetails, title: t('Show Details'), arguments: [row] };
}

export function tooltipOf(row: CustomerRow | MemberRow): vscode.MarkdownString {
  return row.kind === 'customer'
    ? tooltip(row.customer.name, customerFacts(row.customer))
    : tooltip(row.member.name, memberFacts(row.member, row.customer));
}

/** Values come from the server: shown as text, never as Markdown of theirs. */
function tooltip(title: string, facts: Facts): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
  for (const [name, value] of facts) {
    if (value !== undefined) text.appendMarkdown(`${name}: `).appendText(value).appendMarkdown('  \n');
  }
  return text;
}
