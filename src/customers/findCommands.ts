import * as vscode from 'vscode';
import type { Customer } from '../api/customers.ts';
import type { Clock } from '../api/clock.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { inQuestion } from '../connections/connectionMarks.ts';
import type { Session } from '../connections/session.ts';
import { mayFetchToken } from '../connections/tokenConsent.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { describeError } from '../platform/describeError.ts';
import type { FindRow } from '../platform/findBox.ts';
import { AnyoneIndex } from './anyoneIndex.ts';
import { pickCustomer } from './customerPrompts.ts';
import { findAnyone } from './findAnyone.ts';
import { memberActions, type MemberActionsOptions, type Person } from './memberActionsCommands.ts';
import { isRow } from './rows.ts';
import { TeamSearch } from './teamSearch.ts';

export interface FindCommandsOptions extends MemberActionsOptions {
  readonly connections: ConnectionStore;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** The commands that find one person: in a team by asking the server, and among everybody by an index. */
export function findCommands(options: FindCommandsOptions) {
  const { active, store, prompts, connections, clock, onFailure } = options;
  const actions = memberActions(options);
  const anyone = new AnyoneIndex(active, clock, onFailure);

  /** Reads everything, once the user has agreed to what that does. */
  const read = async (session: Session): Promise<boolean> => {
    const { id, kind, tokenFetches } = session.connection;
    if (kind !== 'sample' && (session.asksForTokens || tokenFetches === 'whenNeeded')) {
      const where = inQuestion(session.connection);
      const sure = session.asksForTokens
        ? await prompts.confirm(
            `Fetch a new token of every customer of ${where}?`,
            'Reading all teams needs them. On this connection a fetch has replaced the token before: what uses the old ones may stop working.',
            'Fetch All Tokens',
          )
        : await prompts.confirm(
            `Read the teams of all customers of ${where}?`,
            "This fetches every customer's token, and the service does not say whether that replaces the token in use elsewhere.",
            'Read All Teams',
          );
      if (!sure || active.session !== session) return false;
      if (!session.asksForTokens) await connections.update(id, { tokenFetches: 'agreed' });
    }
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Find Anyone' },
      (report) =>
        anyone.read(session, (line) => {
          report.report({ message: line });
        }),
    );
    return true;
  };

  const findMember = async (customer: Customer): Promise<void> => {
    const session = active.requireSession();
    if (!(await mayFetchToken(session, customer, prompts))) return;
    const search = new TeamSearch(session, customer);
    for (let text = ''; ;) {
      const choice = await prompts.find<Person | 'more'>({
        placeholder: 'Part of a name, e-mail address or phone number',
        text,
        watch(typed, show, signal) {
          const title = `Find Team Member: ${customer.name}`;
          void search.search(
            typed,
            ({ members, complete, busy, error }) => {
              const rows: FindRow<Person | 'more'>[] = members.map((member) => {
                const person = { customer, member };
                return actions.rowOf<Person | 'more'>(person, person);
              });
              if (error !== undefined) {
                const detail = describeError(error).message;
                rows.push({
                  key: 'more',
                  label: '$(warning) Failed: choose to retry',
                  detail,
                  value: 'more',
                });
              } else if (!complete) {
                const description = `${members.length} loaded`;
                rows.push({
                  key: `more ${members.length}`,
                  label: '$(ellipsis) Load More',
                  description,
                  value: 'more',
                });
              } else if (busy && members.length > 0) {
                // In the place of “Load More”, where the rows that come will stand.
                const label = '$(sync~spin) Loading…';
                rows.push({ key: `more ${members.length}`, label, value: 'more' });
              } else if (members.length === 0 && !busy) {
                rows.push({ key: 'none', label: '$(info) No team member matches', value: 'more' });
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
      const customer = named ?? (await pickCustomer('Find Team Member', store, prompts));
      if (customer) await findMember(customer.customer);
    },
    async [Command.findAnyone]() {
      const session = active.requireSession();
      if (!anyone.reading && !(await read(session))) return;
      await findAnyone({ ...options, session, anyone, actions, read });
    },
    async [Command.refreshIndex]() {
      const session = active.requireSession();
      if (await read(session)) await findAnyone({ ...options, session, anyone, actions, read });
    },
  } satisfies CommandHandlers;
}
