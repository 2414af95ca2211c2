import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { marksOf } from '../connections/connectionMarks.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { ContextValue } from '../manifest.ts';
import type { Presentation } from '../platform/presentation.ts';
import { presentedItem } from '../platform/presentedItem.ts';
import type { TokenCheck } from './storedToken.ts';
import {
  tokenRows,
  type SavedTokenNode,
  type TokenConnectionNode,
  type TokenCustomerNode,
  type TokenNode,
} from './tokenRows.ts';
import type { TokenVault } from './tokenVault.ts';
import { doubtOf, origin, stateWord, typeLabel, type TokenState } from './tokenWords.ts';

/** Renders the view of saved tokens. Loaded when the view shows for the first time. */
export class SavedTokensTree {
  readonly #vault: TokenVault;
  readonly #connections: ConnectionStore;
  readonly #presentation: Presentation;

  constructor(vault: TokenVault, connections: ConnectionStore, presentation: Presentation) {
    this.#presentation = presentation;
    this.#vault = vault;
    this.#connections = connections;
  }

  getChildren(node?: TokenNode): readonly TokenNode[] {
    switch (node?.kind) {
      case undefined:
        return tokenRows({
          tokens: this.#vault.all(),
          isLost: (id) => this.#vault.isLost(id),
          connections: this.#connections.all(),
        });
      case 'tokenConnection':
        return node.customers;
      case 'tokenCustomer':
        return node.tokens;
      case 'token':
        return [];
    }
  }

  getTreeItem(node: TokenNode): vscode.TreeItem {
    return presentedItem(this.#itemOf(node), this.#presentation);
  }

  #itemOf(node: TokenNode): vscode.TreeItem {
    switch (node.kind) {
      case 'tokenConnection':
        return this.#connectionItem(node);
      case 'tokenCustomer':
        return customerItem(node);
      case 'token':
        return tokenItem(node);
    }
  }

  #connectionItem({ connectionId, name, customers }: TokenConnectionNode): vscode.TreeItem {
    const connection = this.#connections.get(connectionId);
    const count = customers.reduce((sum, { tokens }) => sum + tokens.length, 0);
    const label = name ?? t('A removed connection');
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `${connectionId}/tokens`;
    item.description = [...(connection ? marksOf(connection) : []), counted(count)].join(' · ');
    item.iconPath = new vscode.ThemeIcon(name === undefined ? 'question' : 'plug');
    item.contextValue = ContextValue.tokenConnection;
    item.accessibilityInformation = { label: t('Connection {0}, {1}', label, item.description) };
    return item;
  }
}

function customerItem({ connectionId, customerId, name, tokens }: TokenCustomerNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${connectionId}/tokens/customer/${customerId}`;
  item.iconPath = new vscode.ThemeIcon('organization');
  item.accessibilityInformation = { label: t('Customer {0}, {1}', name, counted(tokens.length)) };
  return item;
}

function tokenItem({ connectionId, id, saved, state }: SavedTokenNode): vscode.TreeItem {
  const item = new vscode.TreeItem(saved.userName);
  const now = Date.now();
  const fetched = origin(saved, now);
  item.id = `${connectionId}/token/${id}`;
  item.description = [state !== 'active' && stateWord(state), typeLabel(saved.type), fetched]
    .filter(Boolean)
    .join(' · ');
  item.iconPath = ICONS[state]();
  item.contextValue = `${ContextValue.savedToken}${state === 'lost' ? ContextValue.lostSuffix : ''}`;
  const spoken = [stateWord(state), typeLabel(saved.type), fetched].join(', ');
  item.accessibilityInformation = { label: t('Saved token of {0}, {1}', saved.userName, spoken) };

  const { check } = saved;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('Type'), typeLabel(saved.type)],
    [t('State'), stateWord(state)],
    [t('Customer'), saved.customerName],
    [t('E-mail'), saved.email],
    [saved.active === undefined ? t('Found') : t('Fetched'), time(saved.savedAt)],
    [t('Last used'), saved.usedAt === undefined ? t('not yet') : time(saved.usedAt)],
    [t('Verified'), check ? sayChecked(check) : t('not yet')],
  ];
  const text = new vscode.MarkdownString();
  // Names come from the server: shown as text, never as Markdown of theirs.
  text.appendMarkdown('**').appendText(saved.userName).appendMarkdown('**\n\n');
  for (const [name, value] of facts)
    text
      .appendMarkdown(`${name}: `)
      .appendText(value ?? '')
      .appendMarkdown('  \n');
  if (state !== 'active') text.appendMarkdown(`\n${doubtOf(state)}`);
  item.tooltip = text;
  return item;
}

/** Shape tells the states apart, colour only repeats it. */
const ICONS: Readonly<Record<TokenState, () => vscode.ThemeIcon>> = {
  active: () => new vscode.ThemeIcon('key'),
  unverified: () => new vscode.ThemeIcon('question'),
  inactive: () => new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground')),
  rejected: () => new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  lost: () => new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
};

function sayChecked({ at, verdict }: TokenCheck): string {
  switch (verdict) {
    case 'accepted':
      return t('{0}, accepted', time(at));
    case 'rejected':
      return t('{0}, rejected', time(at));
    case 'unclear':
      return t('{0}, refused, which may not be due to the token', time(at));
  }
}

function counted(count: number): string {
  return count === 1 ? t('1 token') : t('{0} tokens', count);
}

function time(iso: string): string {
  return new Date(iso).toLocaleString();
}
