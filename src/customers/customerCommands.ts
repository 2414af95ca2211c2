import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { AskBeforeFetching } from '../connections/askBeforeFetching.ts';
import { withConsent } from '../connections/tokenConsent.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { CustomersTree } from './customersTree.ts';
import type { CustomerStore } from './customerStore.ts';
import { pickCustomer } from './customerPrompts.ts';
import { isRow, listOf, type CustomerRow } from './rows.ts';

export interface CustomerCommandsOptions {
  readonly active: ActiveConnection;
  readonly store: CustomerStore;
  readonly tree: CustomersTree;
  readonly prompts: Prompts;
  readonly presentation: Pick<Presentation, 'on'>;
}

/** The commands of the customers view; each asks for what it needs when it was not called on a row. */
export function customerCommands({ active, store, tree, prompts, presentation }: CustomerCommandsOptions) {
  /** Without the mode nobody doubts what was copied. */
  const told = (what: string): void => {
    if (presentation.on) void prompts.info(what);
  };
  return {
    async [Command.refreshCustomers]() {
      active.requireSession();
      await tree.busy(() => store.refresh());
    },
    async [Command.loadMore](row) {
      await store.loadMore(listOf(row));
    },
    async [Command.retry](row) {
      const parent = listOf(row);
      // The row says what it does: whoever chooses it has been asked.
      const asked = isRow(row) && row.kind === 'failed' && row.error instanceof AskBeforeFetching;
      const permission = asked && parent ? active.requireSession().permitFetch(parent.id) : undefined;
      try {
        await store.retry(parent);
      } finally {
        permission?.dispose();
      }
    },
    async [Command.searchMembers](row) {
      const customer = isCustomer(row) ? row : await pickCustomer(t('Search Team Members'), store, prompts);
      if (!customer) return;
      const text = await prompts.input({
        title: t('Search Team Members: {0}', customer.customer.name),
        prompt: t('Part of a name, e-mail address or phone number; leave it empty to show everybody'),
        value: store.searchText(customer.id),
        personal: true,
      });
      if (text === undefined) return;
      await withConsent(active.requireSession(), [customer.customer], prompts, async () => {
        const searching = store.search(customer, text.trim());
        await tree.reveal(customer);
        await searching;
        if (text.trim() !== '') setContextKey('hasSearched', true);
      });
    },
    async [Command.clearSearch](row) {
      const about = listOf(row);
      const filtered = about ? [about] : store.customers.filter(({ id }) => store.searchText(id) !== '');
      if (filtered.length === 0) throw new UserError(t('No team is filtered.'));
      await Promise.all(filtered.map((customer) => store.search(customer, '')));
    },
    async [Command.copyEmail](row) {
      const email = isCustomer(row)
        ? row.customer.email
        : isRow(row) && row.kind === 'member' && row.member.email;
      if (!email) throw new UserError(t('There is no e-mail address to copy.'));
      await vscode.env.clipboard.writeText(email);
      told(t('Copied the e-mail address to the clipboard: the real one, though it shows masked.'));
    },
    async [Command.copyId](row) {
      if (!isRow(row) || !('id' in row)) return;
      await vscode.env.clipboard.writeText(row.id);
      told(t('Copied the id to the clipboard: the real one, though it shows masked.'));
    },
  } satisfies CommandHandlers;
}

function isCustomer(row: unknown): row is CustomerRow {
  return isRow(row) && row.kind === 'customer';
}
