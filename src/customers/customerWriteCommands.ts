import * as vscode from 'vscode';
import type { ApiClient } from '../api/client.ts';
import type { Customer } from '../api/customers.ts';
import { isApiError } from '../api/errors.ts';
import { isCancellation, UserError } from '../base/userError.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { inQuestion, marksOf } from '../connections/connectionMarks.ts';
import type { Session } from '../connections/session.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import { describeError } from '../platform/describeError.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Prompts } from '../platform/prompts.ts';
import { EMPTY_DRAFT, toChanges, toNewCustomer, type EditDraft } from './customerDraft.ts';
import { pickCustomer } from './customerPrompts.ts';
import { askForEdit, askForNewCustomer } from './customerQuestions.ts';
import type { CustomersTree } from './customersTree.ts';
import type { CustomerStore } from './customerStore.ts';
import { ConnectionChanged, OfOtherConnection } from './otherConnection.ts';
import { describeDeletion, notTaken, type LocalTokens } from './customerWrites.ts';
import { isRow, type CustomerRow } from './rows.ts';

export interface CustomerWriteCommandsOptions {
  readonly active: ActiveConnection;
  readonly store: CustomerStore;
  readonly tree: Pick<CustomersTree, 'reveal'>;
  readonly prompts: Prompts;
  readonly presentation: Pick<Presentation, 'on' | 'learn'>;
  /** What is saved here of a customer goes when the customer does. */
  readonly savedTokens: LocalTokens;
}

const CHANGE = 'Change and Try Again…';
const REFRESH = 'Refresh';

/** The commands that create, change and delete customers; a connection that is read-only refuses them. */
export function customerWriteCommands(options: CustomerWriteCommandsOptions) {
  const { active, store, tree, prompts, presentation, savedTokens } = options;

  /** Which customer is meant, and the session to write with; undefined when dismissed. */
  const begin = async (row: unknown, rows: unknown, verb: string): Promise<Begun | undefined> => {
    const session = active.requireWritable();
    // Their boxes would begin with the name, or ask for it.
    if (presentation.on)
      throw new UserError(
        `Turn off presentation mode to ${verb.toLowerCase()} a customer: its name would show.`,
        [Command.turnOffPresentation],
      );
    if (Array.isArray(rows) && rows.length > 1)
      throw new UserError(`Select a single customer to ${verb.toLowerCase()} it.`);
    const given = isRow(row) && row.kind === 'customer' ? row : undefined;
    const target = given ?? (await pickCustomer(`${verb} Customer`, store, prompts));
    if (!target) return undefined;
    if (target.connectionId !== session.connection.id) throw new OfOtherConnection(target.customer.name);
    return { session, target, title: `${verb} ${target.customer.name}: ${titled(session)}` };
  };

  /** Writes, unless what was asked is about a connection that is in use no more. */
  const write = async <T>(
    session: Session,
    title: string,
    work: (client: ApiClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    if (active.session !== session) throw new ConnectionChanged('Nothing was sent.');
    try {
      return await prompts.progress(title, (signal) => session.write(work, signal));
    } catch (error) {
      if (!isCancellation(error)) throw error;
      throw new UserError(
        'Cancelled while the answer was awaited. The change may have been made all the same: refresh before you try again.',
        [Command.refreshCustomers],
      );
    }
  };

  /** Asks, then does; where the server says no to what was entered, that can be changed, with nothing lost. */
  const untilTaken = async <D>(
    start: D,
    ask: (draft: D) => Promise<D | undefined>,
    work: (draft: D) => Promise<void>,
  ): Promise<void> => {
    for (let draft = await ask(start); draft !== undefined; draft = await ask(draft)) {
      try {
        await work(draft);
        return;
      } catch (error) {
        if (!isApiError(error) || error.kind !== 'rejected') throw error;
        if ((await prompts.error(describeError(error).message, CHANGE)) !== CHANGE) return;
      }
    }
  };

  /** For a server that does not describe what it wrote. Where it fails, says that the write did not; false then. */
  const readAnew = async (done: string): Promise<boolean> => {
    try {
      await store.refresh();
      return true;
    } catch (error) {
      const why = describeError(error).message;
      void prompts
        .info(`${done} But the customers could not be read anew. ${why}`, REFRESH)
        .then((chosen) => chosen && vscode.commands.executeCommand(Command.refreshCustomers));
      return false;
    }
  };

  const copy = (text: string): void => {
    void vscode.env.clipboard.writeText(text);
  };

  return {
    async [Command.createCustomer]() {
      const session = active.requireWritable();
      const { createPath: path } = session.connection;
      const title = `Create Customer: ${titled(session)}`;
      const how = { withLimit: path === '/customer', copy, hides: () => presentation.on };
      await untilTaken(
        EMPTY_DRAFT,
        (draft) => askForNewCustomer({ prompts, title }, draft, how),
        async (draft) => {
          const customer = toNewCustomer(draft);
          presentation.learn('Customer', customer.name);
          const created = await write(session, `Creating ${customer.name}…`, (client, signal) =>
            client.createCustomer({ customer, path, signal }),
          );
          const email = customer.email.toLowerCase();
          if (created) store.put({ ...created, email: created.email ?? email });
          else if (!(await readAnew(`Created ${customer.name}.`))) return;
          const row = store.customers.find(({ id, customer: each }) =>
            created ? id === created.id : each.email?.toLowerCase() === email,
          );
          void prompts.info(
            row
              ? `Created ${customer.name}.`
              : `Created ${customer.name}. The answer does not describe it, and it is not among the customers that are loaded.`,
          );
          if (row) await tree.reveal(row, { expand: false });
        },
      );
    },

    async [Command.editCustomer](row, rows) {
      const begun = await begin(row, rows, 'Edit');
      if (!begun) return;
      const { session, target, title } = begun;
      const { customer } = target;
      const { name, email = '', status = '' } = customer;
      const start: EditDraft = { attribute: undefined, name, email, status, otherName: '', otherValue: '' };
      await untilTaken(
        start,
        (draft) => askForEdit({ prompts, title }, draft),
        async (draft) => {
          const changes = toChanges(draft);
          const answer = await write(session, `Changing ${name}…`, (client, signal) =>
            client.updateCustomer({ customerId: target.id, changes, signal }),
          );
          // What answers a change is not documented: only what is surely this customer is taken for it.
          const changed = answer?.id === target.id ? withKnown(customer, answer) : undefined;
          if (changed) store.put(changed);
          else if (!(await readAnew(`Changed ${name}.`))) return;
          const now = changed ?? store.customer(target.id)?.customer;
          void prompts.info((now && notTaken(now, changes)) ?? `Changed ${now?.name ?? name}.`);
        },
      );
    },

    async [Command.deleteCustomer](row, rows) {
      const begun = await begin(row, rows, 'Delete');
      if (!begun) return;
      const { session, target, title } = begun;
      const { connection } = session;
      const { name } = target.customer;
      const saved = savedTokens.all(connection.id).filter(({ customerId }) => customerId === target.id);
      const detail = describeDeletion(target.customer, saved.length);
      if (connection.label === 'production') {
        const wanted = plain(name) || target.id;
        const typed = await prompts.input({
          title,
          prompt: `${detail} To delete it, type its name: ${wanted}.`,
          placeholder: wanted,
          // While nothing is typed, the question is what has to be read.
          validate: (text) =>
            ['', wanted].includes(plain(text))
              ? undefined
              : `To delete this customer, type its whole name: ${wanted}. Escape keeps it.`,
        });
        if (plain(typed ?? '') !== wanted) return;
      } else if (
        !(await prompts.confirm(
          `Delete the customer ${name} on ${inQuestion(connection)}?`,
          detail,
          'Delete Customer',
        ))
      )
        return;
      await write(session, `Deleting ${name}…`, (client, signal) =>
        client.deleteCustomer({ customerId: target.id, signal }),
      );
      store.drop(target.id);
      // Whatever comes of the tokens, this has happened.
      void prompts.info(`Deleted ${name}.`);
      for (const { id } of saved) await savedTokens.forget(id);
    },
  } satisfies CommandHandlers;
}

interface Begun {
  readonly session: Session;
  readonly target: CustomerRow;
  readonly title: string;
}

function titled({ connection }: Session): string {
  return [connection.name, ...marksOf(connection)].join(' · ');
}

/** As one types it: without blanks at the ends, and however accents are composed. */
function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').normalize('NFC');
}

/** What was known, with all that an answer knows anew. */
function withKnown(customer: Customer, answer: Customer): Customer {
  const known = Object.entries(answer).filter(([, value]) => value !== undefined);
  return { ...customer, ...(Object.fromEntries(known) as Partial<Customer>) };
}
