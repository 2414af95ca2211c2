import * as vscode from 'vscode';
import type { Clock } from '../api/clock.ts';
import type { Customer } from '../api/customers.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import type { Session } from '../connections/session.ts';
import { withConsent } from '../connections/tokenConsent.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { describeError } from '../platform/describeError.ts';
import type { FindRow } from '../platform/findBox.ts';
import type { Presentation } from '../platform/presentation.ts';
import { AnyoneIndex } from './anyoneIndex.ts';
import { pickCustomer } from './customerPrompts.ts';
import { exportTo } from './exportCommands.ts';
import { findAnyone } from './findAnyone.ts';
import { indexSource } from './indexSource.ts';
import { memberActions, type MemberActionsOptions, type Person } from './memberActionsCommands.ts';
import { ConnectionChanged, OfOtherConnection } from './otherConnection.ts';
import { agreeToReading } from './readingConsent.ts';
import { isRow, type CustomerRow } from './rows.ts';
import { TeamSearch } from './teamSearch.ts';

export interface FindCommandsOptions extends MemberActionsOptions {
  readonly connections: ConnectionStore;
  readonly clock: Clock;
  readonly presentation: Pick<Presentation, 'on' | 'mask' | 'learn'>;
  readonly onFailure: (error: unknown) => void;
}

/** The commands that find one person: in a team by asking the server, and among everybody by an index. */
export function findCommands(options: FindCommandsOptions) {
  const { active, store, prompts, presentation, connections, clock, onFailure } = options;
  const actions = memberActions(options);
  const anyone = new AnyoneIndex(active, clock, onFailure);

  /** Reads everything, once the user has agreed to what that does. */
  const read = async (session: Session): Promise<boolean> => {
    const consent = await agreeToReading(session, prompts);
    if (!consent) return false;
    const { mayReplace, asked } = consent;
    const unchanged = (): void => {
      if (active.session !== session) throw new ConnectionChanged(t('Nothing was read.'));
    };
    unchanged();
    if (asked && !mayReplace) await connections.update(session.connection.id, { tokenFetches: 'agreed' });
    unchanged();
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: t('Find Anyone') },
      (report) =>
        anyone.read(session, mayReplace, (line) => {
          report.report({ message: line });
        }),
    );
    return true;
  };

  const exportIndex = async (session: Session): Promise<boolean> => {
    const { searched } = anyone;
    if (!searched || searched.index.size === 0)
      throw new UserError(t('There is nobody in the index yet. Find Anyone… reads it.'), [
        Command.findAnyone,
      ]);
    // They are named in the message.
    for (const { customer } of searched.skipped) presentation.learn('Customer', customer.name);
    const source = indexSource(searched, session.connection.name, () => active.session === session);
    return exportTo(options, source);
  };

  const findMember = async ({ connectionId, customer }: CustomerRow): Promise<void> => {
    const session = active.requireSession();
    if (connectionId !== session.connection.id) throw new OfOtherConnection(customer.name);
    await withConsent(session, [customer], prompts, () => findIn(session, customer));
  };

  const findIn = async (session: Session, customer: Customer): Promise<void> => {
    if (active.session !== session) throw new ConnectionChanged(t('Find the person again.'));
    const search = new TeamSearch(session, customer);
    for (let text = ''; ;) {
      const choice = await prompts.find<Person | 'more'>({
        placeholder: t('Part of a name, e-mail address or phone number'),
        text,
        watch(typed, show, signal) {
          const title = t('Find Team Member: {0}', customer.name);
          void search.search(
            typed,
            ({ members, complete, busy, error, ended }) => {
              const rows: FindRow<Person | 'more'>[] = members.map((member) => {
                const person = { customer, member };
                return actions.rowOf<Person | 'more'>(person, person);
              });
              if (ended) {
                const detail = t('Close this box, and find the person again.');
                rows.push({
                  key: 'more',
                  label: `$(info) ${t('The connection has changed')}`,
                  detail,
                  value: 'more',
                });
              } else if (error !== undefined) {
                const detail = describeError(error).message;
                rows.push({
                  key: 'more',
                  label: `$(warning) ${t('Failed: choose to retry')}`,
                  detail,
                  value: 'more',
                });
              } else if (!complete) {
                const description = t('{0} loaded', members.length);
                rows.push({
                  key: `more ${members.length}`,
                  label: `$(ellipsis) ${t('Load More')}`,
                  description,
                  value: 'more',
                });
              } else if (busy && members.length > 0) {
                // In the place of “Load More”, where the rows that come will stand.
                const label = `$(sync~spin) ${t('Loading…')}`;
                rows.push({ key: `more ${members.length}`, label, value: 'more' });
              } else if (members.length === 0 && !busy) {
                rows.push({ key: 'none', label: `$(info) ${t('No team member matches')}`, value: 'more' });
              }
              show({ title, rows, busy });
            },
            signal,
          );
        },
        stays({ value, button }) {
          if (value === 'more') void search.more();
          else if (button === 'copyEmail' && value)
            void actions.perform('copyEmail', value, session).catch(onFailure);
          else return false;
          return true;
        },
      });
      if (!choice?.value || choice.value === 'more') return;
      if (actions.isAction(choice.button)) return actions.perform(choice.button, choice.value, session);
      if (await actions.ask(choice.value, session)) return;
      text = choice.text;
    }
  };

  return {
    async [Command.findMember](row) {
      const named = isRow(row) && row.kind === 'customer' ? row : undefined;
      const customer = named ?? (await pickCustomer(t('Find Team Member'), store, prompts));
      if (customer) await findMember(customer);
    },
    async [Command.findAnyone]() {
      const session = active.requireSession();
      if (!anyone.reading && !(await read(session))) return;
      await findAnyone({ ...options, session, anyone, actions, read, exportIndex });
    },
    async [Command.refreshIndex]() {
      const session = active.requireSession();
      if (await read(session)) await findAnyone({ ...options, session, anyone, actions, read, exportIndex });
    },
    async [Command.exportIndex]() {
      await exportIndex(active.requireSession());
    },
  } satisfies CommandHandlers;
}
