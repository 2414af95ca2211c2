import * as vscode from 'vscode';
import type { Customer } from '../api/customers.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { Session } from '../connections/session.ts';
import { withConsent } from '../connections/tokenConsent.ts';
import { Command } from '../manifest.ts';
import type { FindButton, FindRow } from '../platform/findBox.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import type { CustomersTree } from './customersTree.ts';
import type { CustomerStore } from './customerStore.ts';
import type { Hit } from './memberIndex.ts';
import { ConnectionChanged } from './otherConnection.ts';
import type { CustomerRow, MemberRow, NoteRow } from './rows.ts';

/** Somebody who was found, and in whose team. */
export type Person = Hit<Customer>;

export interface MemberActionsOptions {
  readonly active: ActiveConnection;
  readonly store: CustomerStore;
  readonly tree: CustomersTree;
  readonly prompts: Prompts;
  readonly presentation: Pick<Presentation, 'learn'>;
}

const ICONS = { reveal: 'list-tree', copyEmail: 'mail', fetchToken: 'key' } as const;
type Action = keyof typeof ICONS;

const ALL = ['reveal', 'copyEmail', 'fetchToken'] as const satisfies Action[];

function buttonFor(id: Action): FindButton {
  const tooltips: Readonly<Record<Action, string>> = {
    reveal: t('Reveal in Tree'),
    copyEmail: t('Copy E-Mail Address'),
    fetchToken: t('Fetch Token…'),
  };
  return { id, icon: ICONS[id], tooltip: tooltips[id] };
}

function personRow<T>(person: Person, value: T): FindRow<T> {
  const { customer, member } = person;
  return {
    key: `${customer.id}/${member.id}`,
    label: member.name,
    description: member.email ?? t('no e-mail address'),
    detail: [customer.name, member.phone].filter(Boolean).join(' · '),
    buttons: actionsFor(person).map(buttonFor),
    value,
  };
}

/** What can be done with somebody who was found. */
export function memberActions({ active, store, tree, prompts, presentation }: MemberActionsOptions) {
  const unchanged = (session: Session): void => {
    if (active.session !== session) throw new ConnectionChanged(t('Find the person again.'));
  };

  const copyEmail = async ({ member }: Person): Promise<void> => {
    await vscode.env.clipboard.writeText(member.email ?? '');
    void prompts.info(t('Copied the e-mail address of {0} to the clipboard.', member.name));
  };

  /** Shows a member among the rest of the team where it is loaded, else alone. */
  const reveal = async ({ customer, member }: Person, session: Session): Promise<void> => {
    await store.open();
    unchanged(session);
    const row = store.customer(customer.id) ?? store.put(customer);
    await withConsent(session, [customer], prompts, () => revealIn(row, member));
  };

  const revealIn = async (row: CustomerRow, member: Person['member']): Promise<void> => {
    const { customer } = row;
    await prompts.progress(t('Reading the team of {0}…', customer.name), () => settled(store, row));
    // A filter of the tree may hide them: who is loaded counts, not who shows.
    const find = (): MemberRow | undefined =>
      [...store.rows(row), ...store.members].find(
        (each): each is MemberRow =>
          each.kind === 'member' && each.id === member.id && each.customer.id === customer.id,
      );
    if (!find()) await store.search(row, member.email ?? member.name);
    const found = find();
    await tree.reveal(found ?? row);
    if (!found) {
      const failed = store.rows(row).find((each): each is NoteRow => each.kind === 'failed');
      if (failed) throw failed.error;
      throw new UserError(
        t(
          '{0} was not found in the team of {1}. Refresh the index: it may have changed.',
          member.name,
          customer.name,
        ),
        [Command.refreshIndex],
      );
    }
  };

  /** `session` is the one in which the person was found: in another one, nothing of them must be asked for. */
  const perform = async (action: Action, person: Person, session: Session): Promise<void> => {
    unchanged(session);
    if (action === 'reveal') await reveal(person, session);
    else if (action === 'copyEmail') await copyEmail(person);
    else await vscode.commands.executeCommand(Command.fetchToken, memberRow(active, person));
  };

  return {
    /** A result as a row; what can be done with it needs an e-mail address, but for showing it. */
    rowOf<T>(person: Person, value: T): FindRow<T> {
      presentation.learn('Customer', person.customer.name);
      presentation.learn('Member', person.member.name);
      return personRow(person, value);
    },
    /** Does what a button of a result says; false where it is none of those. */
    isAction: (id: string | undefined): id is Action => id !== undefined && id in ICONS,
    perform,
    /** Asks what to do with a result, for those who use no mouse. False when dismissed. */
    async ask(person: Person, session: Session): Promise<boolean> {
      const { customer, member } = person;
      const title = `${member.name}, ${customer.name}`;
      const choices = actionsFor(person).map((value): Choice<Action> => ({
        label: `$(${ICONS[value]}) ${buttonFor(value).tooltip}`,
        description: value === 'copyEmail' ? member.email : undefined,
        value,
      }));
      const action = await prompts.pick({ title, placeholder: t('What to do?') }, choices);
      if (action) await perform(action, person, session);
      return action !== undefined;
    },
  };
}

function actionsFor({ member }: Person): Action[] {
  return ALL.filter((action) => action === 'reveal' || member.email !== undefined);
}

/** Until a team's first page is there, or could not be read. */
async function settled(store: CustomerStore, row: CustomerRow): Promise<void> {
  while (store.rows(row).some(({ kind }) => kind === 'loading')) {
    await new Promise<void>((resolve) => {
      const subscription = store.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
  }
}

/** A result as the rows of the tree are: what is not known of it is absent. */
function memberRow(active: ActiveConnection, { customer, member }: Person): MemberRow {
  const unknown = {
    availability: undefined,
    status: undefined,
    leadsVisibility: undefined,
    chatTransfer: undefined,
    masked: undefined,
    roleId: undefined,
    description: undefined,
    bots: undefined,
    aiAgents: undefined,
    departments: undefined,
    unreadMessages: undefined,
    createdAt: undefined,
    updatedAt: undefined,
  };
  const connectionId = active.requireSession().connection.id;
  return { kind: 'member', connectionId, id: member.id, customer, member: { ...unknown, ...member } };
}
