import * as vscode from 'vscode';
import type { ApiClient } from '../api/client.ts';
import type { Customer } from '../api/customers.ts';
import { isApiError } from '../api/errors.ts';
import { t } from '../base/l10n.ts';
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

/** The commands that create, change and delete customers; a connection that is read-only refuses them. */
export function customerWriteCommands(options: CustomerWriteCommandsOptions) {
  const { active, store, tree, prompts, presentation, savedTokens } = options;

  /** Which customer is meant, and the session to write with; undefined when dismissed. */
  const begin = async (row: unknown, rows: unknown, words: Words): Promise<Begun | undefined> => {
    const session = active.requireWritable();
    // Their boxes would begin with the name, or ask for it.
    if (presentation.on) throw new UserError(words.showsName, [Command.turnOffPresentation]);
    if (Array.isArray(rows) && rows.length > 1) throw new UserError(words.single);
    const given = isRow(row) && row.kind === 'customer' ? row : undefined;
    const target = given ?? (await pickCustomer(words.pick, store, prompts));
    if (!target) return undefined;
    if (target.connectionId !== session.connection.id) throw new OfOtherConnection(target.customer.name);
    return { session, target, title: words.title(target.customer.name, titled(session)) };
  };

  /** Writes, unless what was asked is about a connection that is in use no more. */
  const write = async <T>(
    session: Session,
    title: string,
    work: (client: ApiClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    if (active.session !== session) throw new ConnectionChanged(t('Nothing was sent.'));
    try {
      return await prompts.progress(title, (signal) => session.write(work, signal));
    } catch (error) {
      if (!isCancellation(error)) throw error;
      throw new UserError(
        t(
          'Cancelled while the answer was awaited. The change may have been made all the same: refresh before you try again.',
        ),
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
        const change = t('Change and Try Again…');
        if ((await prompts.error(describeError(error).message, change)) !== change) return;
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
        .info(`${done} ${t('But the customers could not be read anew.')} ${why}`, t('Refresh'))
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
      const title = t('Create Customer: {0}', titled(session));
      const how = { withLimit: path === '/customer', copy, hides: () => presentation.on };
      await untilTaken(
        EMPTY_DRAFT,
        (draft) => askForNewCustomer({ prompts, title }, draft, how),
        async (draft) => {
          const customer = toNewCustomer(draft);
          presentation.learn('Customer', customer.name);
          const created = await write(session, t('Creating {0}…', customer.name), (client, signal) =>
            client.createCustomer({ customer, path, signal }),
          );
          const email = customer.email.toLowerCase();
          if (created) store.put({ ...created, email: created.email ?? email });
          else if (!(await readAnew(t('Created {0}.', customer.name)))) return;
          const row = store.customers.find(({ id, customer: each }) =>
            created ? id === created.id : each.email?.toLowerCase() === email,
          );
          void prompts.info(
            row
              ? t('Created {0}.', customer.name)
              : t(
                  'Created {0}. The answer does not describe it, and it is not among the customers that are loaded.',
                  customer.name,
                ),
          );
          if (row) await tree.reveal(row, { expand: false });
        },
      );
    },

    async [Command.editCustomer](row, rows) {
      const begun = await begin(row, rows, {
        showsName: t('Turn off presentation mode to edit a customer: its name would show.'),
        single: t('Select a single customer to edit it.'),
        pick: t('Edit Customer'),
        title: (name, where) => t('Edit {0}: {1}', name, where),
      });
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
          const answer = await write(session, t('Changing {0}…', name), (client, signal) =>
            client.updateCustomer({ customerId: target.id, changes, signal }),
          );
          // What answers a change is not documented: only what is surely this customer is taken for it.
          const changed = answer?.id === target.id ? withKnown(customer, answer) : undefined;
          if (changed) store.put(changed);
          else if (!(await readAnew(t('Changed {0}.', name)))) return;
          const now = changed ?? store.customer(target.id)?.customer;
          void prompts.info((now && notTaken(now, changes)) ?? t('Changed {0}.', now?.name ?? name));
        },
      );
    },

    async [Command.deleteCustomer](row, rows) {
      const begun = await begin(row, rows, {
        showsName: t('Turn off presentation mode to delete a customer: its name would show.'),
        single: t('Select a single customer to delete it.'),
        pick: t('Delete Customer'),
        title: (name, where) => t('Delete {0}: {1}', name, where),
      });
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
          prompt: `${detail} ${t('To delete it, type its name: {0}.', wanted)}`,
          placeholder: wanted,
          // While nothing is typed, the question is what has to be read.
          validate: (text) =>
            ['', wanted].includes(plain(text))
              ? undefined
              : t('To delete this customer, type its whole name: {0}. Escape keeps it.', wanted),
        });
        if (plain(typed ?? '') !== wanted) return;
      } else if (
        !(await prompts.confirm(
          t('Delete the customer {0} on {1}?', name, inQuestion(connection)),
          detail,
          t('Delete Customer'),
        ))
      )
        return;
      await write(session, t('Deleting {0}…', name), (client, signal) =>
        client.deleteCustomer({ customerId: target.id, signal }),
      );
      store.drop(target.id);
      // Whatever comes of the tokens, this has happened.
      void prompts.info(t('Deleted {0}.', name));
      for (const { id } of saved) await savedTokens.forget(id);
    },
  } satisfies CommandHandlers;
}

/** What is said before a customer is written to. */
interface Words {
  /** Why not while presenting. */
  readonly showsName: string;
  /** Why not to several. */
  readonly single: string;
  /** Above the question to whom. */
  readonly pick: string;
  /** Above the questions that follow: whose customer of which connection. */
  title(name: string, where: string): string;
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
