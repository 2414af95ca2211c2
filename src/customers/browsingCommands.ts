import { t } from '../base/l10n.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import { SORTS, type Arrangement, type Arrangements, type ListKind, type Sort } from './arrangement.ts';
import type { CustomerStore } from './customerStore.ts';
import type { CustomersTree } from './customersTree.ts';
import { wordFor } from './facts.ts';
import { favouriteOf, type Favourites } from './favourites.ts';
import { isRow, listOf, type CustomerRow, type MemberRow } from './rows.ts';

export interface BrowsingCommandsOptions {
  readonly active: ActiveConnection;
  readonly arrangements: Arrangements;
  readonly favourites: Favourites;
  readonly prompts: Prompts;
  readonly store: CustomerStore;
  readonly tree: CustomersTree;
}

/** Finding one's way in long lists: pages, order, filters, favourites. */
export function browsingCommands(options: BrowsingCommandsOptions) {
  const { active, arrangements, favourites, prompts, store, tree } = options;

  async function turn(row: unknown, direction: 1 | -1): Promise<void> {
    const parent = listOf(row);
    const place = await placeIn(parent);
    if (direction === -1) {
      if (place.page === 1) throw new UserError(t('This is the first page.'));
      await store.goTo(parent, place.page - 1);
    } else {
      if (!place.isLast) await store.loadMore(parent);
      const now = store.place(parent);
      // Known only now, maybe.
      if (now?.isLast && now.page === place.page) throw new UserError(t('This is the last page.'));
    }
  }

  async function placeIn(parent: CustomerRow | undefined) {
    active.requireSession();
    // A team that was not looked at has no page yet.
    if (parent) {
      await tree.reveal(parent);
      await store.openTeam(parent);
    } else await store.open();
    const place = store.place(parent);
    if (place) return place;
    throw new UserError(
      t('One page at a time shows with the setting “Paging” on “pages”, once a list is read.'),
    );
  }

  async function sort(kind: ListKind): Promise<void> {
    active.requireSession();
    const now = arrangements.of(kind).sort;
    const choices = SORTS[kind].map((value): Choice<Sort> => ({
      label: sortLabel(value),
      description: value === now ? t('now') : undefined,
      value,
    }));
    const title = kind === 'customers' ? t('Sort Customers') : t('Sort Team Members');
    const placeholder = `${t('In which order?')} ${onlyLoaded()}`;
    const chosen = await prompts.pick({ title, placeholder }, choices);
    if (chosen) await arrangements.set(kind, { sort: chosen });
  }

  async function filter(kind: ListKind): Promise<void> {
    active.requireSession();
    const { status, text } = arrangements.of(kind);
    const people =
      kind === 'customers'
        ? store.customers.map(({ customer }) => customer)
        : store.members.map(({ member }) => member);
    const byStatus = [...countsOf(people)].map(([word, count]): Choice<Partial<Arrangement> | 'text'> => ({
      label: t('Only {0}', wordFor(word) ?? word),
      description: [t('{0} loaded', count), word === status && t('now')].filter(Boolean).join(' · '),
      value: { status: word },
    }));
    const byText: Choice<'text'>[] = [
      {
        label: t('Name or E-Mail Address…'),
        description: text && t('now “{0}”', text),
        value: 'text',
      },
    ];
    const all: Choice<Partial<Arrangement>> = {
      label: t('Show All'),
      value: { status: undefined, text: '' },
    };
    const customers = kind === 'customers';
    const title = customers ? t('Filter Customers') : t('Filter Team Members');
    const placeholder = customers
      ? `${t('Which customers?')} ${onlyLoaded()}`
      : `${t('Which members?')} ${onlyLoaded()} ${t('“Search Team Members…” asks the server for all.')}`;
    const chosen = await prompts.pick({ title, placeholder }, [...byText, ...byStatus, all]);
    if (chosen !== 'text') {
      if (chosen) await arrangements.set(kind, chosen);
      return;
    }
    const prompt = t('Part of a name or e-mail address; leave it empty to show everybody');
    const typed = await prompts.input({ title, prompt, value: text, personal: true });
    if (typed !== undefined) await arrangements.set(kind, { text: typed.trim() });
  }

  return {
    [Command.stopReading](row) {
      store.stop(listOf(row));
    },
    async [Command.goToPage](row) {
      const parent = listOf(row);
      const { page, of } = await placeIn(parent);
      const text = await prompts.input({
        title: parent ? t('Go to Page: {0}', parent.customer.name) : t('Go to Page'),
        prompt: of === undefined ? t('How many there are is not known') : t('From 1 to about {0}', of),
        value: String(page),
        validate: (typed) =>
          /^\s*[1-9]\d{0,5}\s*$/.test(typed) ? undefined : t('A page is a number from 1.'),
      });
      if (text !== undefined) await store.goTo(parent, Number(text));
    },
    [Command.nextPage]: (row) => turn(row, 1),
    [Command.previousPage]: (row) => turn(row, -1),
    [Command.sortCustomers]: () => sort('customers'),
    [Command.sortMembers]: () => sort('members'),
    [Command.filterCustomers]: () => filter('customers'),
    [Command.filterMembers]: () => filter('members'),
    async [Command.resetArrangement](row) {
      // On a row, that row's list; else all of it.
      const kinds: readonly ListKind[] = isRow(row)
        ? [listOf(row) ? 'members' : 'customers']
        : ['customers', 'members'];
      for (const kind of kinds) await arrangements.reset(kind);
    },
    async [Command.addFavourite](row) {
      if (isPerson(row)) await favourites.add(favouriteOf(row));
    },
    async [Command.removeFavourite](row) {
      if (isPerson(row)) await favourites.remove(favouriteOf(row));
    },
    async [Command.loadFavourites](row) {
      await prompts.progress(t('Looking for favourites…'), (signal) =>
        store.loadFavourites(listOf(row), signal),
      );
    },
    async [Command.dropFavourites](row) {
      const connectionId = active.requireSession().connection.id;
      if (!isRow(row) || row.kind !== 'missing') return;
      const { parent, ids } = row;
      for (const id of ids) {
        await favourites.remove(
          parent ? { connectionId, customerId: parent.id, memberId: id } : { connectionId, customerId: id },
        );
      }
    },
  } satisfies CommandHandlers;
}

function onlyLoaded(): string {
  return t('This concerns the rows that are loaded.');
}

function sortLabel(sort: Sort): string {
  switch (sort) {
    case 'server':
      return t('As the Server Gives Them');
    case 'name':
      return t('Name');
    case 'created':
      return t('Created, Newest First');
    case 'lastLogin':
      return t('Last Login, Latest First');
  }
}

/** The words for a status, and how many have each. */
function countsOf(people: readonly { readonly status: string | undefined }[]): ReadonlyMap<string, number> {
  const counts = new Map(['ACTIVE', 'INACTIVE'].map((word) => [word, 0]));
  for (const { status = 'ACTIVE' } of people) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

function isPerson(row: unknown): row is CustomerRow | MemberRow {
  return isRow(row) && (row.kind === 'customer' || row.kind === 'member');
}
