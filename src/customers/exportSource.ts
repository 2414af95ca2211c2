import { isApiError } from '../api/errors.ts';
import { pagesOf } from '../api/pages.ts';
import { numeral, t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { AskBeforeFetching } from '../connections/askBeforeFetching.ts';
import { NotActive, type Session } from '../connections/session.ts';
import { ALL_COLUMNS, type ExportColumn, type ExportRow } from './memberExport.ts';
import { OfOtherConnection } from './otherConnection.ts';
import { isRow, type CustomerRow, type MemberRow } from './rows.ts';

/** Members to be exported, wherever they come from. */
export interface ExportSource {
  /** Above the question where to. */
  readonly title: string;
  /** What goes on while they are written. */
  readonly doing: string;
  /** A sentence on so many of them that are in a file of that name. */
  done(count: number, file: string): string;
  /** A proposal for the file, without its ending. */
  readonly fileName: string;
  readonly columns: readonly ExportColumn[];
  /** How many there are, where that is known before they are read. */
  readonly total: number | undefined;
  rows(signal: AbortSignal): AsyncIterable<ExportRow>;
  /** What is to be said of the rows once they are read, in sentences: who was left out and why, of when they are. */
  told(): string;
}

type Exportable = CustomerRow | MemberRow;

/** What of the rows that a command was called on can be exported; the one it was called on where it is alone. */
export function exportable(row: unknown, rows: unknown): readonly Exportable[] {
  const all: readonly unknown[] = Array.isArray(rows) && rows.length > 0 ? rows : [row];
  return all.filter(
    (each): each is Exportable => isRow(each) && (each.kind === 'customer' || each.kind === 'member'),
  );
}

/**
 * The members of a selection: of a customer its whole team, read page by page; members as they show, unless their
 * customer is selected too. Of several customers one whose team is refused is left out and told of.
 */
export function selectionSource(session: Session, selected: readonly Exportable[]): ExportSource {
  if (selected.some(({ connectionId }) => connectionId !== session.connection.id))
    throw new OfOtherConnection();
  const customers = selected.filter((row) => row.kind === 'customer');
  const whole = new Set(customers.map(({ id }) => id));
  const single = selected.filter(
    (row): row is MemberRow => row.kind === 'member' && !whole.has(row.customer.id),
  );
  const skipped: string[] = [];
  const names = [...new Set(selected.map(({ customer }) => customer.name))];
  const [name = ''] = names;

  async function* rows(signal: AbortSignal): AsyncGenerator<ExportRow, void, undefined> {
    for (const { customer, member } of single) yield { customer, member };
    for (const { customer } of customers) {
      let read = 0;
      const pages = pagesOf((page) =>
        session.withCustomerToken(
          customer,
          (client, customerToken, either) => client.listTeamMembers({ customerToken, page, signal: either }),
          signal,
        ),
      );
      try {
        for await (const members of pages) {
          for (const member of members) {
            read += 1;
            yield { customer, member };
          }
        }
      } catch (error) {
        if (error instanceof AskBeforeFetching) throw new AskAgain(customer.name);
        if (customers.length === 1 || read > 0 || !isRefusal(error)) throw error;
        skipped.push(customer.name);
      }
    }
  }

  return {
    ...(names.length === 1 ? wordsForOne(name) : wordsForMany(names.length)),
    columns: ALL_COLUMNS,
    total: customers.length === 0 ? single.length : undefined,
    rows,
    told: () =>
      skipped.length === 0
        ? ''
        : t('Left out, since the server refused to list them: {0}.', skipped.join(', ')),
  };
}

type Words = Pick<ExportSource, 'title' | 'doing' | 'done' | 'fileName'>;

function wordsForOne(customer: string): Words {
  return {
    title: t('Export Team Members of {0}', customer),
    doing: t('Exporting members of {0}', customer),
    done: (count, file) =>
      count === 1
        ? t('Exported 1 member of {0} to {1}.', customer, file)
        : t('Exported {0} members of {1} to {2}.', numeral(count), customer, file),
    fileName: t('{0} team', customer),
  };
}

function wordsForMany(customers: number): Words {
  return {
    title: t('Export Team Members of {0} customers', customers),
    doing: t('Exporting members of {0} customers', customers),
    done: (count, file) =>
      count === 1
        ? t('Exported 1 member of {0} customers to {1}.', customers, file)
        : t('Exported {0} members of {1} customers to {2}.', numeral(count), customers, file),
    fileName: t('members'),
  };
}

/** What the user has agreed to does not cover this any more, since a fetch has shown meanwhile that it replaces tokens. */
class AskAgain extends UserError {
  constructor(customer: string) {
    super(
      t(
        'The token of {0} may be fetched only after asking, as has turned out meanwhile. The export was given up, and no file was written: export again, and it asks for all of them.',
        customer,
      ),
    );
  }
}

/** The server said no to this customer's token: the next customer's may be good. */
function isRefusal(error: unknown): boolean {
  if (!isApiError(error)) return error instanceof NotActive;
  const ofCustomer = error.call.credential === 'customerToken' || error.kind === 'notFound';
  return ofCustomer && ['unauthorized', 'forbidden', 'notFound', 'rejected'].includes(error.kind);
}
